import type { Address } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { data, tableOutput } from '#shared/model/cells/data.ts';
import { interactions } from '#shared/model/cells/interactions.ts';
import { recommend } from '#shared/model/cells/recommend.ts';
import { search as definition, type SearchOutput } from '#shared/model/cells/search.ts';
import { createPacer } from '../../lib/index.ts';
import {
  answerSearch,
  catalogueOfItems,
  catalogueOfTable,
  completionsOf,
  decodeSearch,
  encodeSearch,
  makeSearch,
  modelRef,
  People,
  readQueryLog,
  Searcher,
  searchUsers,
  UserViews,
} from '../../recommend/index.ts';
import type { CellKind, InputResult, KindContext, QueryContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

type Context = Pick<KindContext | QueryContext, 'inputs' | 'result' | 'recommending' | 'workspace'>;

const searchersKept = 2;
const now = (): number => performance.now();

/** A catalogue searched as one of its users: by text, by text and popularity, and for this person. */
function searchKind(views = new UserViews()): CellKind<typeof definition> {
  const open = new OpenSearchers();
  return {
    definition,

    async run(context, settings) {
      const started = context.clock();
      const { workspace, signal, recommending } = context;
      const pace = createPacer(signal);
      const input = context.input('catalogue');
      if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'catalogue' });
      const sources = sourcesOf(context);
      const people = peopleOf(context, sources, settings.halfLifeDays);
      const table = tableOutput.safeParse(input.output).data?.table;
      const catalogue = table
        ? await catalogueOfTable(workspace.tables, table, settings.columns, pace)
        : catalogueOfItems(recommending.prepared(dataOf(input)));
      const logInput = context.input('log');
      const logTable = logInput && tableOutput.parse(logInput.output).table;
      const { stored, ...made } = await makeSearch({
        ...{ catalogue, people, settings, signal, seed: context.seed },
        readLog: async (numberOf) =>
          logTable === undefined
            ? null
            : readQueryLog(workspace.tables, logTable, settings.log, numberOf, {
                ...{ pace, now: context.clock() },
              }),
        best: data.output.safeParse(logInput?.output).data?.bestSearch?.ndcg ?? null,
        progress: (stage, done, total) => context.progress({ stage, done, total, unit: 'rows' }),
      });
      const known = new Set(people?.prepared.itemIds);
      const { model, name } = sources;
      return {
        ...{ ...made, index: workspace.blobs.put(encodeSearch(stored)) },
        ...{ items: stored.ids.length, words: stored.index.words.length },
        ...{ leftOut: catalogue.leftOut, columns: catalogue.columns },
        interactions: sources.interactions,
        recommender: model && { address: model.id, algorithm: model.algorithm, name },
        halfLifeDays: settings.halfLifeDays,
        users: people?.prepared.userIds.length ?? 0,
        known: stored.ids.filter((id) => known.has(id)).length,
        synthetic: table?.synthetic ?? people?.prepared.synthetic ?? false,
        seconds: (context.clock() - started) / 1000,
      };
    },

    artefacts: (output) => ({ tables: [], blobs: [output.index], runs: [] }),

    queries: {
      search: (context, output, question) =>
        answerSearch(open.of(context, output), output, question, now),
      complete: (context, output, { text, limit }) =>
        Promise.resolve(completionsOf(open.of(context, output).stored, text, limit)),
      async users(context, output, { text, limit }) {
        const { people } = open.of(context, output);
        if (people === null) return { total: 0, users: [] };
        const view = views.of(people.prepared);
        const asked = { view, recommending: context.recommending, models: [], since: null };
        return searchUsers(asked, {
          ...{ text, limit, segment: null, order: 'most', recommender: 0, seed: 1 },
        });
      },
    },
  };
}

/** Where people and their tastes come from: the interactions connected, or those of the catalogue or the recommender. */
type Sources = {
  interactions: string | null;
  model: ReturnType<typeof modelRef> | null;
  name: string;
};

/** Throws recommender_data_differ where the recommender learnt from other interactions. */
function sourcesOf(context: Context): Sources {
  const [recommender] = context.inputs('recommender');
  const look = (address: Address): unknown => context.result(address).output;
  const model = recommender ? modelRef(recommender.address, look) : null;
  const given = [...context.inputs('interactions'), ...context.inputs('catalogue')].find(
    ({ output }) => interactions.output.safeParse(output).success,
  );
  if (model !== null && given !== undefined && model.data !== dataOf(given))
    throw new PortraitError('recommender_data_differ');
  const learnt = model === null ? null : interactionsOf(recommender!);
  return { interactions: given?.address ?? learnt, model, name: recommender?.name ?? '' };
}

function interactionsOf({ output }: InputResult): string {
  return recommend.output.parse(output).interactions;
}

function peopleOf(context: Context, { interactions: from, model }: Sources, halfLife: number) {
  if (from === null) return null;
  const prepared = context.recommending.prepared(dataOf(context.result(from)));
  return new People(prepared, context.recommending, model, halfLife);
}

function dataOf({ output }: InputResult): string {
  return interactions.output.parse(output).data;
}

/** Those asked last, ready to answer. */
class OpenSearchers {
  readonly #open = new Map<string, Searcher>();

  of(context: QueryContext, output: SearchOutput): Searcher {
    const key = `${output.index} ${output.recommender?.address ?? ''}`;
    const known = this.#open.get(key);
    const searcher =
      known ??
      new Searcher(
        decodeSearch(context.workspace.blobs.get(output.index)),
        peopleOf(context, sourcesOf(context), output.halfLifeDays),
      );
    this.#open.delete(key);
    this.#open.set(key, searcher);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= searchersKept) break;
      this.#open.delete(oldest);
    }
    return searcher;
  }
}

export const makeKind = (): UntypedKind => untypedKind(searchKind());
