import type { ColumnChoice, ParseOptions } from '#shared/model/cells/data.ts';
import type { ColumnType } from '#shared/model/table.ts';
import { columnNames } from '../readers/header.ts';
import { resolveType, type Evidence } from '../types/evidence.ts';
import type { Warnings } from './warnings.ts';

/** What becomes of one source column. */
export type ColumnPlan = {
  /** Position in the file. */
  source: number;
  name: string;
  /** What the values look like, whatever was chosen. */
  detected: ColumnType;
  type: ColumnType;
  /** Chosen by a person: values that do not fit are errors, not a reason to change the type. */
  chosen: boolean;
  dayFirst: boolean;
  /** Nothing was seen yet, so any value may still decide. */
  open: boolean;
};

/** Plans for the columns that are kept, in file order. */
export function planColumns(
  names: readonly string[],
  evidence: readonly Evidence[],
  options: ParseOptions,
  choices: readonly ColumnChoice[],
): ColumnPlan[] {
  const chosen = new Map(choices.map((choice) => [choice.index, choice]));
  return names.flatMap((name, source) => {
    const choice = chosen.get(source);
    if (choice?.skip === true) return [];
    const seen = evidence[source]!;
    const { type, dayFirst } = resolveType(seen, options.dayFirst);
    return {
      source,
      name: choice?.name ?? name,
      detected: type,
      type: choice?.type ?? type,
      chosen: choice?.type !== undefined && choice.type !== null,
      dayFirst,
      open: seen.present === 0,
    };
  });
}

/** Names chosen twice, or left empty, are told apart as a file's own are. */
export function tellApart(plans: ColumnPlan[], warnings: Warnings): ColumnPlan[] {
  const names = columnNames(
    plans.map(({ name }) => name),
    (kind, name) => warnings.add(kind, 1, name),
  );
  return plans.map((plan, c) => ({ ...plan, name: names[c]! }));
}

/** Warns of columns whose reading was a guess. */
export function warnOfGuesses(
  plans: readonly ColumnPlan[],
  evidence: readonly Evidence[],
  options: ParseOptions,
  warnings: Warnings,
): void {
  for (const plan of plans) {
    const seen = evidence[plan.source]!;
    if (seen.large > 0 && seen.texts === 0 && !(plan.chosen && plan.type === 'text')) {
      warnings.add('large_integer', seen.firstLarge, plan.name, seen.large);
    }
    const guessed = seen.dayFirst === 0 && seen.monthFirst === 0 && options.dayFirst === 'auto';
    if (plan.type === 'date' && guessed && seen.ambiguous > 0) {
      warnings.add('ambiguous_date', seen.firstAmbiguous, plan.name, seen.ambiguous);
    }
  }
}
