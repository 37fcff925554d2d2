import { PortraitError } from '#shared/errors/index.ts';
import type { RecommendData } from '#shared/engine/recommend.ts';
import type { EngineContext, Handlers } from '../context.ts';
import { linalgOn } from '../linalg/linalg.ts';
import { hybrid } from './hybrid.ts';
import { knownUser } from './serve/known-user.ts';
import { leaveOut, rankUsers } from './serve/rank.ts';
import type { Fitted, ServeContext } from './recommender.ts';
import { row } from './matrices/sparse.ts';
import { fitRecommender, restoreRecommender } from './registry.ts';
import { similarUsers } from './matrices/similar.ts';
import { topK } from '#shared/recommenders/fold-in/top-k.ts';

type Loaded = { data: RecommendData; model: Fitted };

/** Methods of recommenders: data and models stay loaded until dropped. */
export function recommendHandlers(): Handlers {
  const loaded = new Map<string, RecommendData>();
  const models = new Map<string, Loaded>();
  const dataOf = (id: string): RecommendData => loaded.get(id) ?? missing(`data ${id}`);
  const modelOf = (id: string): Loaded => models.get(id) ?? missing(`model ${id}`);
  const working = new Map<string, Set<AbortController>>();
  const tools = async (context: EngineContext): Promise<ServeContext> => {
    const runtime = await context.runtime('cpu');
    return { linalg: linalgOn(runtime), native: runtime.native, noting: context.noting };
  };
  /** Runs work on a model that `recommend.stop` can end. */
  const stoppable = async <T>(
    model: string,
    work: (breathe: () => Promise<void>) => Promise<T>,
  ): Promise<T> => {
    const control = new AbortController();
    const controls = working.get(model) ?? new Set();
    working.set(model, controls.add(control));
    try {
      return await work(async () => {
        await letMessagesIn();
        if (control.signal.aborted) throw new PortraitError('cancelled');
      });
    } finally {
      controls.delete(control);
      if (controls.size === 0) working.delete(model);
    }
  };

  return {
    'recommend.load': ({ data, content }) => {
      loaded.set(data, content);
      return null;
    },
    'recommend.fit': async ({ data, model, algorithm, seed }, context, emit) => {
      const content = dataOf(data);
      const epochs: { epoch: number; loss: number }[] = [];
      const given = await tools(context);
      const started = context.now();
      const fitted = await stoppable(model, (breathe) =>
        fitRecommender(content, algorithm, {
          ...given,
          seed,
          progress: async (done, total, loss) => {
            emit({ done, total, loss });
            if (loss !== null) epochs.push({ epoch: Math.round(done), loss });
            await breathe();
          },
        }),
      );
      models.set(model, { data: content, model: fitted });
      return { state: fitted.state(), seconds: (context.now() - started) / 1000, epochs };
    },
    'recommend.restore': async ({ data, model, algorithm, state }, context) => {
      const content = dataOf(data);
      const fitted = await restoreRecommender(content, algorithm, state, await tools(context));
      models.set(model, { data: content, model: fitted });
      return null;
    },
    'recommend.combine': ({ data, model, parts }) => {
      const content = dataOf(data);
      const joined = parts.map((part) => ({
        model: modelOf(part.model).model,
        weight: part.weight,
      }));
      models.set(model, { data: content, model: hybrid(joined, content.items) });
      return null;
    },
    'recommend.stop': ({ model }) => {
      for (const control of working.get(model) ?? []) control.abort();
      return null;
    },
    'recommend.drop': ({ id }) => {
      loaded.delete(id);
      models.delete(id);
      return null;
    },
    'recommend.rank': async (params, _context, emit) => {
      const { data, model } = modelOf(params.model);
      const { had } = params;
      const users = Array.from(params.users, (user, at) => ({
        ...knownUser(data, user),
        ...(had && { had: row(had, at).index }),
      }));
      return stoppable(params.model, (breathe) =>
        rankUsers(model, data.items, users, params, async (done, total) => {
          emit({ done, total });
          await breathe();
        }),
      );
    },
    'recommend.top': async ({ models: ids, user, top, seen, exclude }) => ({
      lists: await Promise.all(
        ids.map(async (id) => {
          const { model } = modelOf(id);
          const scores = await model.score([user]);
          leaveOut(scores, user, { seen, exclude });
          const items = topK(scores, top);
          return { items, scores: Float32Array.from(items, (item) => scores[item]!) };
        }),
      ),
    }),
    'recommend.topEach': async ({ model: id, users, ...rules }) => {
      const { data, model } = modelOf(id);
      const nothing = { index: new Int32Array(0), value: new Float32Array(0) };
      const relevant = { pointer: new Int32Array(users.length + 1), ...nothing };
      const { top, topScores } = await stoppable(id, (breathe) =>
        rankUsers(
          model,
          data.items,
          users,
          { ...rules, relevant, candidates: null, tieSeed: null },
          breathe,
        ),
      );
      return { top, topScores };
    },
    'recommend.explain': ({ model, user, item }) => modelOf(model).model.explain(user, item),
    'recommend.similar': ({ model, user, top }) => {
      const { data, model: fitted } = modelOf(model);
      return similarUsers(data, fitted, user, top);
    },
    'recommend.vectors': ({ model }) => modelOf(model).model.vectors(),
    'recommend.vector': ({ model, user }) => modelOf(model).model.vectorOf?.(user) ?? null,
  };
}

/** Lets messages in between slices of work. */
function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function missing(what: string): never {
  throw new PortraitError('not_found', { what });
}
