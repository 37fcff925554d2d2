import type {
  PrivateStatisticsOutput,
  PrivateStatisticsSettings,
} from '#shared/model/cells/private-statistics.ts';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import type { Below } from '#shared/privacy/differential/discrete-noise.ts';
import {
  answered,
  deltaOf,
  shareOfAsked,
  type Asked,
} from '#shared/privacy/differential/expected-errors.ts';
import { leastTold } from '#shared/privacy/differential/noise.ts';
import type { Question } from '#shared/privacy/differential/question.ts';
import type { Cost, Workspace } from '../storage/index.ts';
import { exactTotals } from './exact-totals.ts';
import { release } from './release.ts';

/** Lines shown beside the table, which has all. */
const mostLines = 2000;

export type PrivateStatisticsJob = {
  table: TableInfo;
  tables: Workspace['tables'];
  settings: PrivateStatisticsSettings;
  below: Below;
  pace: () => Promise<void>;
  progress(done: number): void;
  /** Throws where the budget does not hold that much. */
  check(cost: Cost): void;
  /** Takes from the budget; throws where it does not hold that much. Called right before the first draw. */
  spend(cost: Cost): void;
};

/** Answers the questions about the table with noise. Throws as `exactTotals`, `check` and `spend` do. */
export async function privateStatistics(
  job: PrivateStatisticsJob,
): Promise<PrivateStatisticsOutput> {
  const { settings, table, tables, below } = job;
  const { unit, groups: by, epsilon } = settings;
  const most = unit === 'person' ? settings.most : 1;
  const asked: Asked = { ...settings, most, found: by !== null && by.values === null };
  const questions = answered(asked);
  const cost = { epsilon, delta: deltaOf(asked) };
  job.check(cost);
  const totals = await exactTotals({ ...job, questions });
  const share = shareOfAsked(asked);
  const least = asked.found ? leastTold(share, most, settings.delta) : null;

  job.spend(cost);
  const groups: (string | null)[] = [];
  const lines: PrivateStatisticsOutput['lines'] = [];
  const counting = questions.findIndex(({ type }) => type === 'count');
  for (const [group, own] of [...totals].toSorted(byName)) {
    const count =
      counting < 0 ? [] : release({ type: 'count' }, own[counting]!, { share, most, below });
    if (least !== null && !count.some(({ value }) => value >= least)) continue;
    groups.push(group);
    for (const [at, one] of questions.entries()) {
      // The count that a group was found by is the one that is told.
      const told = at === counting ? count : release(one, own[at]!, { share, most, below });
      for (const line of told) lines.push({ group: groups.length - 1, question: at, ...line });
    }
    await job.pace();
  }
  const { synthetic } = table;
  const written = writeLines(tables, {
    by: by?.column ?? null,
    synthetic,
    groups,
    questions,
    lines,
  });
  return {
    ...{ table: written, unit, spent: cost, groups, leastTold: least },
    ...{ questions, lines: lines.slice(0, mostLines) },
  };
}

type Lines = Pick<PrivateStatisticsOutput, 'groups' | 'questions' | 'lines'> & {
  by: string | null;
  synthetic: boolean;
};

function writeLines(
  tables: Workspace['tables'],
  { by, synthetic, groups, questions, lines }: Lines,
): TableInfo {
  const columns: Column[] = [
    ...(by === null ? [] : [{ name: by, type: 'category' as const }]),
    { name: 'statistic', type: 'category' },
    { name: 'column', type: 'category' },
    { name: 'of', type: 'category' },
    { name: 'value', type: 'real' },
    { name: 'low', type: 'real' },
    { name: 'high', type: 'real' },
  ];
  const writer = tables.create(unlike(columns), { synthetic });
  try {
    writer.append(
      lines.map(({ group, question, part, value, low, high }): CellValue[] => {
        const one = questions[question]!;
        const named = by === null ? [] : [groups[group] ?? null];
        const column = one.type === 'count' ? null : one.column;
        return [...named, one.type, column, partName(one, part), value, low, high];
      }),
    );
    return writer.finish();
  } finally {
    writer.abort();
  }
}

/** A column of groups may be called as one of ours. */
function unlike([first, ...rest]: Column[]): Column[] {
  if (first === undefined) return [];
  const taken = new Set(rest.map(({ name }) => name));
  let { name } = first;
  while (taken.has(name)) name += '_1';
  return [{ ...first, name }, ...rest];
}

function partName(one: Question, part: number | null): string | null {
  if (part === null) return null;
  if (one.type !== 'histogram') return `${Number((part * 100).toFixed(2))}%`;
  const width = (one.high - one.low) / one.bins;
  const edge = (at: number): number => Number((one.low + at * width).toPrecision(12));
  return `[${edge(part)}, ${edge(part + 1)}${part === one.bins - 1 ? ']' : ')'}`;
}

function byName([a]: [string | null, unknown], [b]: [string | null, unknown]): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
