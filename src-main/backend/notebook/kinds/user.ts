import { PortraitError } from '#shared/errors/index.ts';
import { intent, type IntentOutput } from '#shared/model/cells/intent.ts';
import { user as definition } from '#shared/model/cells/user.ts';
import { OpenIntents } from '../../intent/index.ts';
import {
  categoriesOf,
  eventRows,
  explain,
  inCommon,
  inputOf,
  lists,
  modelRef,
  person,
  searchItems,
  searchUsers,
  testUsersOf,
  UserViews,
  type UserQuestion,
} from '../../recommend/index.ts';
import { updatesInput } from '../inputs/updates-input.ts';
import type { CellKind, InputResult, KindContext, QueryContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

type Context = Pick<KindContext | QueryContext, 'inputs' | 'result' | 'recommending' | 'workspace'>;

const now = (): number => performance.now();

/** One user's screen: who it is, what each recommender would recommend, why, and what if. */
function userKind(
  views = new UserViews(),
  intents = new OpenIntents(),
): CellKind<typeof definition> {
  const open = (context: Context): UserQuestion => ask(context, views);
  return {
    definition,

    run: (context) => {
      const { view, models, since } = open(context);
      const { prepared } = view;
      const { cut } = prepared;
      const foretold = intentOf(context);
      return Promise.resolve({
        users: prepared.learn.users,
        items: prepared.learn.items,
        recommenders: models.map(({ algorithm }) => algorithm),
        segments: prepared.segmentNames,
        testUsers: testUsersOf(prepared).length,
        categories: [
          ...new Set(
            (prepared.categories ?? []).flatMap((_, item) => categoriesOf(prepared, item)),
          ),
        ].sort(),
        freshUsers: since?.byUser.size ?? 0,
        split: prepared.split,
        cut: cut === null ? null : new Date(cut).toISOString(),
        intent: foretold && {
          ...{ base: foretold.base, timed: foretold.timed },
          kinds: foretold.kinds.filter(({ kind }) => !foretold.purchase.includes(kind)),
        },
        synthetic: prepared.synthetic,
      });
    },

    artefacts: () => ({ tables: [], blobs: [], runs: [] }),

    queries: {
      live: (context, _output, { user, events }) => {
        const foretold = intentOf(context);
        if (foretold === null)
          throw new PortraitError('bad_request', { detail: 'no cell foretells a purchase' });
        return Promise.resolve(
          intents.of(context.workspace.blobs, foretold.model).live(user, events),
        );
      },
      search: (context, _output, search) => searchUsers(open(context), search),
      person: (context, _output, { user }) => Promise.resolve(person(open(context), user)),
      lists: (context, _output, { user, whatIf, ...rules }) =>
        lists(open(context), { user, whatIf }, rules, now),
      explain: (context, _output, { user, whatIf, ...question }) =>
        explain(known(open(context), question), { user, whatIf }, question, now),
      similar: async (context, _output, { user, whatIf, recommender, top }) => {
        const question = known(open(context), { recommender });
        const { view, models, recommending } = question;
        const model = models[recommender]!;
        const { input } = inputOf(question, { user, whatIf });
        const { users, similarities } = await recommending.ask([model], (client) =>
          client.request('recommend.similar', { model: model.id, user: input, top }),
        );
        return Array.from(users, (other, at) => ({
          ...view.hit(other),
          similarity: similarities[at]!,
          common: inCommon(view, input.items, other),
        }));
      },
      items: (context, _output, { text, limit }) =>
        Promise.resolve(searchItems(open(context).view, text, limit)),
      attributes: (context) => Promise.resolve(open(context).view.choices),
      rows: (context, _output, asked) =>
        eventRows(context.workspace.tables, open(context).view.prepared, asked),
    },
  };
}

function intentOf({ inputs }: Pick<Context, 'inputs'>): IntentOutput | null {
  const [given] = inputs('intent');
  return given === undefined ? null : intent.output.parse(given.output);
}

/** Throws `cell_input_missing`, and `recommender_data_differ` where the recommenders learnt from different data. */
function ask(context: Context, views: UserViews): UserQuestion {
  const { inputs, result, recommending } = context;
  const models = inputs('recommenders').map(({ address }: InputResult) =>
    modelRef(address, (wanted) => result(wanted).output),
  );
  const [first] = models;
  if (first === undefined) throw new PortraitError('cell_input_missing', { slot: 'recommenders' });
  if (models.some(({ data }) => data !== first.data))
    throw new PortraitError('recommender_data_differ');
  const view = views.of(recommending.prepared(first.data));
  const given = updatesInput(context, first.data);
  const since = given && view.since(given.address, given.read);
  return { view, recommending, models, since };
}

function known(
  question: UserQuestion,
  { recommender, item = 0 }: { recommender: number; item?: number },
): UserQuestion {
  if (recommender >= question.models.length || item >= question.view.prepared.learn.items)
    throw new PortraitError('bad_request', { detail: 'no such recommender or item' });
  return question;
}

export const makeKind = (): UntypedKind => untypedKind(userKind());
