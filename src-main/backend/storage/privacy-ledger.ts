import type { Address, CellId, NotebookId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import { spentLine, type PrivacyBudget } from '#shared/privacy/differential/budget.ts';
import { privacyUnit, type PrivacyUnit } from '#shared/privacy/differential/question.ts';

export type Cost = { epsilon: number; delta: number };
export type Spending = Cost & {
  unit: PrivacyUnit;
  kind: string;
  notebook: NotebookId;
  cell: CellId;
  /** Result that was drawn. */
  address: Address;
};

/** What a workspace may give away until somebody says otherwise. */
const firstBudget: Cost = { epsilon: 10, delta: 1e-4 };
const mostLines = 200;
/** Sums of many small numbers may be off by rounding. */
const slack = 1 + 1e-9;

const costs = z.object({ epsilon: z.number(), delta: z.number() });

/**
 * The budget of differential privacy: what one row, or one person, may lose over the life of the workspace. Spending adds up
 * (basic composition: epsilons and deltas are summed, which never says too little). Nothing gives it back, neither an undo nor a
 * run that was stopped.
 */
export class PrivacyLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  budget(): PrivacyBudget {
    const units = privacyUnit.options.map((unit) => {
      const { epsilon, delta } = this.#allowed(unit);
      const spent = this.#spent(unit);
      return { unit, epsilon, delta, spentEpsilon: spent.epsilon, spentDelta: spent.delta };
    });
    const rows = this.#db
      .prepare(
        'SELECT seq, at, unit, kind, notebook, cell, epsilon, delta FROM privacy_spent ORDER BY seq DESC LIMIT ?',
      )
      .all(mostLines);
    return { units, spent: z.array(spentLine).parse(rows) };
  }

  /** What is allowed from now on, spent or not. */
  allow(unit: PrivacyUnit, { epsilon, delta }: Cost): void {
    this.#db
      .prepare(
        `INSERT INTO privacy_budgets (unit, epsilon, delta) VALUES (?, ?, ?)
         ON CONFLICT (unit) DO UPDATE SET epsilon = excluded.epsilon, delta = excluded.delta`,
      )
      .run(unit, epsilon, delta);
  }

  /** Takes from the budget before anything is drawn; gives the line's number. Throws privacy_budget_spent, and takes nothing then. */
  spend(spending: Spending, at: number): number {
    return this.#db.transaction(() => {
      this.check(spending);
      const { unit, kind, notebook, cell, address, epsilon, delta } = spending;
      const { lastInsertRowid } = this.#db
        .prepare(
          `INSERT INTO privacy_spent (at, unit, kind, notebook, cell, address, epsilon, delta)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(at, unit, kind, notebook, cell, address, epsilon, delta);
      return Number(lastInsertRowid);
    })();
  }

  /** Throws privacy_budget_spent where that much is not left. */
  check({ unit, epsilon, delta }: Cost & { unit: PrivacyUnit }): void {
    const allowed = this.#allowed(unit);
    const spent = this.#spent(unit);
    const left = {
      epsilon: Math.max(0, allowed.epsilon - spent.epsilon),
      delta: Math.max(0, allowed.delta - spent.delta),
    };
    const fits =
      spent.epsilon + epsilon <= allowed.epsilon * slack &&
      spent.delta + delta <= allowed.delta * slack;
    if (fits) return;
    throw new PortraitError('privacy_budget_spent', {
      ...{ epsilon: short(epsilon), delta: short(delta) },
      ...{ leftEpsilon: short(left.epsilon), leftDelta: short(left.delta) },
    });
  }

  #allowed(unit: PrivacyUnit): Cost {
    const row = this.#db
      .prepare('SELECT epsilon, delta FROM privacy_budgets WHERE unit = ?')
      .get(unit);
    return row === undefined ? firstBudget : costs.parse(row);
  }

  #spent(unit: PrivacyUnit): Cost {
    return costs.parse(
      this.#db
        .prepare(
          'SELECT total(epsilon) AS epsilon, total(delta) AS delta FROM privacy_spent WHERE unit = ?',
        )
        .get(unit),
    );
  }
}

/** To three digits: errors are read by people. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
