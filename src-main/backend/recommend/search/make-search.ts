import type { SearchOutput, SearchSettings } from '#shared/model/cells/search.ts';
import { createRandom, deriveSeed, shuffle } from '#shared/random/index.ts';
import { buildTextIndex } from '#shared/search/text-index.ts';
import type { SearchList } from '#shared/search/score-parts.ts';
import { createPacer } from '../../lib/index.ts';
import type { Catalogue } from './catalogue.ts';
import { frequent, typedQueries } from './completions.ts';
import { evaluateSearch } from './evaluate-search.ts';
import type { People } from './people.ts';
import type { LoggedSearch, QueryLog } from './query-log.ts';
import { Searcher, type StoredSearch } from './searcher.ts';
import { teachWeights, weightsOf } from './teach-weights.ts';

export type SearchJob = {
  catalogue: Catalogue;
  people: People | null;
  /** Null where none is connected, or no column of it holds queries. */
  readLog: (numberOf: ReadonlyMap<string, number>) => Promise<QueryLog | null>;
  settings: Pick<SearchSettings, 'test' | 'weights'>;
  /** NDCG that is planted in the log. */
  best: number | null;
  seed: number;
  signal: AbortSignal;
  progress(stage: 'reading' | 'fitting' | 'evaluating', done: number, total: number): void;
};

/** Searches that are measured, or taught by, at most; of more a sample is drawn. */
const mostSearches = 5000;
const examples = 8;

export type MadeSearch = { stored: StoredSearch } & Pick<
  SearchOutput,
  'lists' | 'parts' | 'weights' | 'learned' | 'examples' | 'log' | 'evaluation'
>;

/**
 * Indexes a catalogue; learns from the log what each part counts, and measures the lists on later searches. @throws
 * cancelled, engine_*, column_missing, time_*
 */
export async function makeSearch(job: SearchJob): Promise<MadeSearch> {
  const { catalogue, people, settings, signal, seed } = job;
  const pace = createPacer(signal);
  const { ids, titles, categories } = catalogue;
  const index = await buildTextIndex(ids.length, catalogue.indexed, async (done) => {
    if (done % 1000 === 0) job.progress('reading', done, ids.length);
    await pace();
  });
  const log = await job.readLog(new Map(ids.map((id, item) => [id, item])));
  const queries = typedQueries(log?.searches ?? [], index);
  const stored: StoredSearch = { version: 1, ids, titles, categories, index, queries };
  const searcher = new Searcher(stored, people);
  const lists: SearchList[] = people === null ? ['text'] : ['text', 'popular', 'personal'];
  const parts = people?.parts ?? ['text'];
  const random = createRandom(deriveSeed(seed, 'search'));
  const cut = log && cutLog(log, people, settings.test);
  const sample = (searches: LoggedSearch[]): LoggedSearch[] =>
    shuffle([...searches], random).slice(0, mostSearches);
  const teaching = sample(cut?.teach ?? []);
  const learned =
    people === null || settings.weights !== null
      ? null
      : await teachWeights(searcher, teaching, parts, {
          ...{ random, signal },
          told: (done) => job.progress('fitting', done, teaching.length),
        });
  const weights = weightsOf(lists, settings.weights, learned);
  const testing = sample(cut?.test ?? []);
  const evaluation =
    cut === null || testing.length === 0
      ? null
      : await evaluateSearch(searcher, testing, {
          ...{ lists, weights, random, signal, told: parts, best: job.best },
          before: cut.beforeTest,
          progress: (done) => job.progress('evaluating', done, testing.length),
        });
  return {
    ...{ stored, lists, parts, weights, learned: learned !== null, evaluation },
    examples: frequent(queries, examples).map(({ query }) => query),
    log: log && cut && toldLog(log, cut, testing.length),
  };
}

type CutLog = {
  before: number;
  teach: LoggedSearch[];
  test: LoggedSearch[];
  /** All searches before the test. */
  beforeTest: LoggedSearch[];
  overlaps: boolean;
};

/**
 * Searches with a choice, after what recommenders learnt from where that was cut by time; the latest share tests, the rest
 * teach.
 */
function cutLog({ searches, columns }: QueryLog, people: People | null, share: number): CutLog {
  const cut = people?.prepared.split === 'time' ? people.prepared.cut : null;
  const timed = columns.time !== null;
  const later = cut === null || !timed ? searches : searches.filter(({ time }) => time > cut);
  const chosen = later.filter(({ items }) => items.length > 0);
  const teach = Math.round(chosen.length * (1 - share));
  const from = chosen[teach]?.time ?? Infinity;
  return {
    ...{
      before: searches.length - later.length,
      overlaps: people !== null && (cut === null || !timed),
    },
    ...{ teach: chosen.slice(0, teach), test: chosen.slice(teach) },
    beforeTest: searches.filter(({ time }) => time < from),
  };
}

function toldLog(
  { columns, rows, searches }: QueryLog,
  { before, teach, test, overlaps }: CutLog,
  measured: number,
): NonNullable<SearchOutput['log']> {
  const moment = (search: LoggedSearch | undefined): string | null =>
    columns.time === null || search === undefined ? null : new Date(search.time).toISOString();
  return {
    ...{ columns, rows, searches: searches.length, before, overlaps },
    unanswered: searches.filter(({ items }) => items.length === 0).length,
    teach: { searches: teach.length, from: moment(teach[0]) },
    test: { searches: test.length, measured, from: moment(test[0]) },
  };
}
