import { largest } from '#shared/statistics/extremes.ts';
import { createScorer, type Scorer } from '#shared/export/score.ts';
import type { ExportedModel, GoldenRow } from '#shared/export/exported-model.ts';
import type { CellValue } from '#shared/model/table.ts';
import { leapDay, oddValues } from './odd-values.ts';

const mostOdd = 32;

/**
 * Rows with everything on the way to their score, for whoever loads the model to compare with: those given, then rows that
 * are one of them with one odd value, each column in turn. `furthest`: how far from zero numbers of an input went.
 */
export function goldenRows(
  model: Omit<ExportedModel, 'golden'>,
  given: readonly (readonly CellValue[])[],
  furthest: (input: number) => number,
): GoldenRow[] {
  const scorer = createScorer(model);
  const [base = model.inputs.map(({ examples }) => examples[0] ?? null)] = given;
  const { plan, prep } = model;
  const cases = model.inputs.map((column, at) =>
    oddValues(column, furthest(at), { plan, prep: prep.steps }).map(({ why, value }) => ({
      why: `${column.name}: ${why}`,
      row: base.with(at, value),
    })),
  );
  const most = largest(
    cases.map((list) => list.length),
    0,
  );
  // Dates have the most ways to go wrong: one column of them shows all.
  const dates = cases.find((list) => list.some(({ why }) => why.endsWith(leapDay))) ?? [];
  const turns = Array.from({ length: most }, (_, turn) =>
    cases.flatMap((list) => list[turn] ?? []),
  ).flat();
  const odd = [...new Set([...dates, ...turns])];
  return [
    ...given.map((row) => goldenRow(scorer, 'test', row)),
    ...odd.slice(0, mostOdd).map(({ why, row }) => goldenRow(scorer, why, row)),
  ];
}

function goldenRow(scorer: Scorer, why: string, row: readonly CellValue[]): GoldenRow {
  const { scores, class: found } = scorer.score(row);
  return { why, row: [...row], features: [...scorer.features(row)], scores, class: found };
}
