import type { Address } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { profile } from '#shared/model/cells/profile.ts';
import { updates as definition, type ChangedUser } from '#shared/model/cells/updates.ts';
import { createPacer } from '../../lib/index.ts';
import { decodeProfile, ProfileUpdate, type StoredProfile } from '../../profile/index.ts';
import {
  encodeNewEvents,
  foldedInput,
  longerHistory,
  modelRef,
  newEvents,
  numberEvents,
  updatedLists,
  UserViews,
  type ModelRef,
  type NewEvent,
  type Prepared,
} from '../../recommend/index.ts';
import { interactionsInput } from '../inputs/interactions-input.ts';
import type { CellKind, KindContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

const dimensionsShown = 8;
/** A dimension that moved less than this many standard deviations is not told. */
const leastMove = 0.01;

/** Brings the users whom new events concern up to date: lists by fold-in, profiles measured anew. */
function updatesKind(): CellKind<typeof definition> {
  const views = new UserViews();
  return {
    definition,

    async run(context, settings) {
      const input = interactionsInput(context);
      const { data, prepared } = input;
      const rows = context.input('events');
      const pace = createPacer(context.signal);
      const since = await newEvents(
        prepared,
        settings.events,
        rows === undefined ? null : tableOutput.parse(rows.output).table,
        { tables: context.workspace.tables, now: context.clock(), pace },
      );
      const events = numberEvents(prepared, since);
      const models = modelsOf(context, data);
      const fit = profileOf(context, input.address, prepared);
      const view = views.of(prepared);
      const started = performance.now();
      const changes: ChangedUser[] = [];
      let newUsers = 0;
      await context.recommending.ask(models, async (client) => {
        for (const [id, own] of events.byUser) {
          const user = view.numberOf(id);
          if (user === null) newUsers += 1;
          if (changes.length >= settings.shown) continue;
          const began = performance.now();
          const after = longerHistory(prepared, user, own);
          const before = longerHistory(prepared, user, []);
          const inputs = {
            before: foldedInput(prepared, user, before),
            after: foldedInput(prepared, user, after),
          };
          const lists = await updatedLists(
            client,
            models.map((model) => model.id),
            view,
            inputs,
            { top: settings.top, seen: settings.seen },
          );
          const vector = fit?.model
            ? await client.request('recommend.vector', { model: fit.model, user: inputs.after })
            : null;
          const had = new Set(before.items);
          changes.push({
            ...{ id, isNew: user === null, lists },
            ...{ itemsBefore: before.items.length, itemsAfter: after.items.length },
            events: own.map((event) => told(event, view.card(event.item), had)),
            profile: fit && moved(fit, user, fit.update.of(user, after, vector)),
            milliseconds: performance.now() - began,
          });
          context.progress({
            ...{ stage: 'updating', done: changes.length, unit: 'users' },
            total: Math.min(settings.shown, events.byUser.size),
          });
          await pace();
        }
      });
      return {
        events: {
          ...{ read: since.read, used: events.used },
          ...{ unknownItems: events.unknownItems, leftOut: since.leftOut },
        },
        users: events.byUser.size,
        newUsers,
        segmentsChanged: changes.filter(
          ({ profile: one }) =>
            one?.segmentBefore !== null && one?.segmentBefore !== one?.segmentAfter,
        ).length,
        changes,
        data,
        since: context.workspace.blobs.put(encodeNewEvents(since)),
        profile: fit?.address ?? null,
        milliseconds: performance.now() - started,
        synthetic: prepared.synthetic,
      };
    },

    artefacts: ({ since }) => ({ tables: [], blobs: [since], runs: [] }),
    queries: {},
  };
}

/** @throws recommender_data_differ */
function modelsOf(context: KindContext, data: string): ModelRef[] {
  return context.inputs('recommenders').map(({ address }) => {
    const model = modelRef(address, (other) => context.result(other).output);
    if (model.data !== data) throw new PortraitError('recommender_data_differ');
    return model;
  });
}

type ProfileFit = {
  address: Address;
  stored: StoredProfile;
  update: ProfileUpdate;
  /** Recommender the learned taste came from, loaded with the others; null where there is none. */
  model: string | null;
};

function profileOf(context: KindContext, made: string, prepared: Prepared): ProfileFit | null {
  const input = context.input('profile');
  if (input === undefined) return null;
  const output = profile.output.parse(input.output);
  if (output.interactions !== made) throw new PortraitError('recommender_data_differ');
  const stored = decodeProfile(context.workspace.blobs.get(output.vectors));
  return {
    address: input.address,
    stored,
    update: new ProfileUpdate(prepared, stored),
    model: context.inputs('recommenders').some(({ address }) => address === output.recommender)
      ? output.recommender
      : null,
  };
}

function told(
  { item, weight, time }: NewEvent,
  card: ChangedUser['events'][number]['item'],
  had: ReadonlySet<number>,
): ChangedUser['events'][number] {
  return {
    ...{ item: card, weight, known: had.has(item) },
    time: time === 0 ? null : new Date(time).toISOString(),
  };
}

function moved(
  { stored }: ProfileFit,
  user: number | null,
  after: { raw: Float64Array; standardised: Float32Array; segment: number },
): NonNullable<ChangedUser['profile']> {
  const width = stored.scale.length;
  const plain = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : value;
  const dimensions = stored.labels.map((_, dimension) => {
    const at = (user ?? 0) * width + dimension;
    return {
      dimension,
      before: user === null ? null : plain(stored.raw[at]),
      after: plain(after.raw[dimension]),
      difference: after.standardised[dimension]! - (user === null ? 0 : stored.standardised[at]!),
    };
  });
  return {
    segmentBefore: user === null ? null : stored.segments[user]!,
    segmentAfter: after.segment,
    dimensions: dimensions
      .filter(({ difference }) => Math.abs(difference) >= leastMove)
      .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
      .slice(0, dimensionsShown),
  };
}

export const makeKind = (): UntypedKind => untypedKind(updatesKind());
