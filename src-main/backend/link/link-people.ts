import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { LinkOutput, LinkSettings } from '#shared/model/cells/link.ts';
import type { Workspace } from '../storage/index.ts';
import { decide, type Decision } from './decide.ts';
import {
  columnRoles,
  readRecords,
  type LinkedRecords,
  type LinkSource,
  type SourceColumns,
} from './linked-records.ts';
import { scorePairs, type ScoredPairs } from './scored-pairs.ts';
import { clustersOf, histogramOf, reviewOf } from './told-pairs.ts';
import { writeTables } from './write-tables.ts';

export type LinkJob = {
  sources: readonly LinkSource[];
  settings: LinkSettings;
  seed: number;
  tables: Workspace['tables'];
  pace: () => Promise<void>;
  progress(stage: 'reading' | 'comparing', done: number, total: number | null): void;
  clock: () => number;
};
type Compared = { records: LinkedRecords; scored: ScoredPairs; roles: SourceColumns[] };

/** Keeps the last comparison, so that a verdict or a threshold compares nothing anew. */
export class PeopleLinker {
  #last: { key: string; compared: Compared } | null = null;

  /** Throws cancelled, column_missing, link_nothing_to_compare, link_too_many_pairs. */
  async link(job: LinkJob): Promise<LinkOutput> {
    const { sources, settings, tables, pace } = job;
    const started = job.clock();
    const single = settings.duplicates === 'none' && sources.length > 1;
    const { records, scored, roles } = await this.#compared(job, single);
    const decision = await decide(records, scored, settings, { single, pace });
    const written = await writeTables({
      ...{ sources, records, decision, recency: recencyOf(job), tables, pace },
    });
    const told = { sources, records, scored, decision, tables };
    return {
      ...{ table: written[settings.gives], people: written.people, records: written.records },
      sources: sources.map(({ name, table }, source) => ({
        ...{ name, rows: table.rows, columns: roles[source]! },
      })),
      counts: countsOf(decision, scored, written.by),
      blocks: scored.blocks,
      fields: records.fields.map(({ key, role, names }, field) => {
        const { m, u, weights } = scored.weights.fields[field]!;
        const missing = records.values[field]!.filter((value) => value === '').length;
        return {
          ...{ key, role, names, missing: missing / Math.max(1, records.keys.length) },
          levels: m.map((share, level) => ({
            ...{ m: share, u: u[level]!, weight: weights[level]! },
          })),
        };
      }),
      prior: scored.weights.prior,
      histogram: histogramOf(scored.weight),
      thresholds: decision.thresholds,
      review: reviewOf(told),
      verdictsLost: decision.lost,
      clusters: clustersOf(told),
      seconds: (job.clock() - started) / 1000,
    };
  }

  async #compared(job: LinkJob, single: boolean): Promise<Compared> {
    const { sources, settings, tables, seed, pace } = job;
    const roles = columnRoles(sources, settings.roles, tables);
    const key = JSON.stringify([
      sources.map(({ table }) => table.id),
      ...[roles, single, settings.mostInBlock, seed],
    ]);
    if (this.#last?.key === key) return this.#last.compared;
    this.#last = null;
    const total = sources.reduce((sum, { table }) => sum + table.rows, 0);
    const records = await readRecords(sources, roles, tables, {
      pace,
      progress: (done) => job.progress('reading', done, total),
    });
    if (records.fields.length === 0) throw new PortraitError('link_nothing_to_compare');
    const { mostInBlock } = settings;
    const scored = await scorePairs(records, {
      ...{ single, mostInBlock, seed, pace },
      progress: (pairs) => job.progress('comparing', pairs, null),
    });
    const compared = { records, scored, roles };
    this.#last = { key, compared };
    return compared;
  }
}

/** Throws column_missing. */
function recencyOf({ sources, settings: { recency } }: LinkJob): string | null {
  if (recency === null) return null;
  const columns = sources.flatMap(({ table }) => table.columns);
  if (!columns.some(({ name }) => name === recency)) throw columnMissing(recency, columns);
  return recency;
}

function countsOf(
  decision: Decision,
  scored: ScoredPairs,
  by: LinkOutput['counts']['by'],
): LinkOutput['counts'] {
  const sizes = new Uint32Array(decision.people);
  for (const person of decision.persons) sizes[person]! += 1;
  return {
    ...{ people: decision.people, linked: sizes.filter((size) => size > 1).length },
    ...{ pairs: scored.possible, compared: scored.a.length, matches: decision.matches.length },
    ...{ doubtful: decision.doubtful.length, held: decision.held, by },
  };
}
