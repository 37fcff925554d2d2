import type { Address } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { CleanPlan } from '#shared/encoding/plan/clean-plan.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { clean } from '#shared/model/cells/clean.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { ResultStore } from '../storage/index.ts';

type Results = Pick<ResultStore, 'get'>;
/** A result and the cell it is known by. */
type Link = { name: string; kind: string; address: Address };

/** Where a table's rows come from, as far back as a single row can be followed. */
export type Lineage = {
  /** The fitted steps from `columns` of the boundary to the table. */
  plan: CleanPlan;
  passed: ExportedModel['passed'];
  boundary: ExportedModel['boundary'];
  /** The result whose table, or a stage of it, the plan's columns belong to. */
  origin: Link;
  /** Cleaning steps to take of `origin` to reach the boundary; null where it is the table of `origin` itself. */
  stepsBefore: number | null;
};

/**
 * Follows a table back through cells that clean it, up to the first thing that needs more than one row.
 * Throws `export_old_result` where a cleaning kept no plan.
 */
export function lineageOf(results: Results, table: Link): Lineage {
  const steps: CleanPlan['steps'][] = [];
  const passed: ExportedModel['passed'] = [];
  let link = table;
  for (;;) {
    const { output, ingredients } = results.get(link.address);
    const from = ingredients.inputs['table']?.[0];
    if (link.kind !== 'clean' || from === undefined) {
      const { columns } = tableOutput.parse(output).table;
      const boundary = { cell: link.name, at: boundaryKind(link.kind) };
      return lineage(columns, steps, { passed, boundary, origin: link, stepsBefore: null });
    }
    const { plan } = clean.output.parse(output);
    if (plan === null) throw new PortraitError('export_old_result', { cell: link.name });
    steps.unshift(plan.steps);
    for (const one of plan.passed) passed.push(one);
    if (plan.after !== null) {
      const boundary = { cell: link.name, at: plan.after.type };
      const stepsBefore = plan.after.step + 1;
      return lineage(plan.columns, steps, { passed, boundary, origin: link, stepsBefore });
    }
    link = from;
  }
}

function lineage(
  columns: TableInfo['columns'],
  steps: readonly CleanPlan['steps'][],
  rest: Omit<Lineage, 'plan'>,
): Lineage {
  return { ...rest, passed: [...new Set(rest.passed)], plan: { columns, steps: steps.flat() } };
}

function boundaryKind(kind: string): ExportedModel['boundary']['at'] {
  return kind === 'data' || kind === 'sql' ? kind : 'other';
}
