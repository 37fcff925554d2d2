import { agreement } from '#shared/linkage/agreement.ts';
import { probability, total } from '#shared/linkage/estimate-weights.ts';
import type { LinkOutput, LinkPair, LinkRecord } from '#shared/model/cells/link.ts';
import type { Workspace } from '../storage/index.ts';
import type { Decision } from './decide.ts';
import { rawValue, type LinkedRecords, type LinkSource } from './linked-records.ts';
import type { ScoredPairs } from './scored-pairs.ts';
import { membersOf } from './write-tables.ts';

const mostReviewed = 100;
const mostJudged = 200;
const mostClusters = 50;
const mostInCluster = 30;
const bars = 50;

type Told = {
  sources: readonly LinkSource[];
  records: LinkedRecords;
  scored: ScoredPairs;
  decision: Decision;
  tables: Workspace['tables'];
};

/** Pairs with a verdict, the latest first, then the doubtful ones. */
export function reviewOf(told: Told): LinkPair[] {
  const { records, scored, decision } = told;
  const read = recordReader(told);
  const pair = (a: number, b: number, weight: number, verdict: boolean | null): LinkPair => ({
    ...{ a: read(a), b: read(b), weight, probability: probability(weight), verdict },
    levels: levelsOf(records, a, b),
    together: decision.persons[a] === decision.persons[b],
  });
  const judged = decision.verdicts
    .toReversed()
    .slice(0, mostJudged)
    .map(({ a, b, same, weight }) =>
      pair(a, b, weight ?? total(scored.weights, levelsOf(records, a, b)), same),
    );
  const open = decision.doubtful
    .slice(0, mostReviewed)
    .map((at) => pair(scored.a[at]!, scored.b[at]!, scored.weight[at]!, null));
  return [...judged, ...open];
}

/** The people with most records. */
export function clustersOf(told: Told): LinkOutput['clusters'] {
  const read = recordReader(told);
  return membersOf(told.decision)
    .map((records, person) => ({ person: person + 1, records }))
    .filter(({ records }) => records.length > 1)
    .toSorted((a, b) => b.records.length - a.records.length || a.person - b.person)
    .slice(0, mostClusters)
    .map(({ person, records }) => ({ person, records: records.slice(0, mostInCluster).map(read) }));
}

/** Pairs by weight in bits, in bars of whole bits where they fit. */
export function histogramOf(weights: Float32Array): LinkOutput['histogram'] {
  if (weights.length === 0) return { edges: [], counts: [] };
  let [least, most] = [Infinity, -Infinity];
  for (const weight of weights) {
    least = Math.min(least, weight);
    most = Math.max(most, weight);
  }
  const width = Math.max(1, Math.ceil((most - least) / bars));
  const first = Math.floor(least / width);
  const count = Math.floor(most / width) - first + 1;
  const counts = Array<number>(count).fill(0);
  for (const weight of weights) counts[Math.floor(weight / width) - first]! += 1;
  return { edges: Array.from({ length: count + 1 }, (_, at) => (first + at) * width), counts };
}

function levelsOf({ fields, values }: LinkedRecords, a: number, b: number): number[] {
  return fields.map(({ role }, field) => agreement(role, values[field]![a]!, values[field]![b]!));
}

function recordReader({ sources, records, tables }: Told): (record: number) => LinkRecord {
  const readers = sources.map(({ table }) => tables.rowReader(table.id));
  return (record) => {
    const [source, row] = [records.sources[record]!, records.rows[record]!];
    const cells = readers[source]!(row) ?? [];
    return {
      ...{ key: records.keys[record]!, source, row },
      values: records.fields.map(({ columns }) => rawValue(cells, columns[source]!)),
    };
  };
}
