import type { Address } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { interactions } from '#shared/model/cells/interactions.ts';
import { profile as definition, type ProfileOutput } from '#shared/model/cells/profile.ts';
import { plainSegmentNames } from '#shared/model/segment-names.ts';
import type { CellValue } from '#shared/model/table.ts';
import {
  decodeProfile,
  encodeProfile,
  freshness,
  historyOf,
  lastTime,
  nearestUsers,
  profileUsers,
  renameSegments,
  writeSegments,
  type StoredProfile,
} from '../../profile/index.ts';
import { modelRef, type Prepared } from '../../recommend/index.ts';
import { createPacer } from '../../lib/index.ts';
import { interactionsInput } from '../inputs/interactions-input.ts';
import type { CellKind, KindContext, QueryContext } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

const nearestShown = 10;
type Asked = Pick<KindContext | QueryContext, 'result' | 'recommending'>;

/** One vector a user out of attributes, behaviour, learned taste and friends; segments, weights and a map of them. */
export function profileKind(): CellKind<typeof definition> {
  const open = new OpenProfile();
  return {
    definition,

    async run(context, settings) {
      const input = interactionsInput(context);
      const { prepared } = input;
      const { recommending, seed, signal } = context;
      const recommender = context.input('recommender');
      const look = (address: Address): unknown => context.result(address).output;
      const model = recommender && modelRef(recommender.address, look);
      if (model && model.data !== input.data) throw new PortraitError('recommender_data_differ');
      const learned = model
        ? await recommending.ask([model], (client) =>
            client.request('recommend.vectors', { model: model.id }),
          )
        : null;
      const analysis = await profileUsers(
        { prepared, learned, settings, seed },
        signal,
        (stage, done, total) => context.progress({ stage, done, total, unit: 'parts' }),
      );
      const { stored, money, ...told } = analysis;
      const { stale, missing } = freshness(prepared, stored, settings.staleDays);
      const missed = told.dimensions.reduce((sum, { missing: count }) => sum + count, 0);
      const pace = createPacer(signal);
      const { workspace } = context;
      return {
        ...told,
        table: await writeSegments(
          workspace,
          prepared,
          stored.segments,
          plainSegmentNames(told),
          money,
          pace,
        ),
        users: prepared.learn.users,
        map: settings.map,
        staleDays: settings.staleDays,
        stale: stale.reduce((sum, one) => sum + one, 0),
        incomplete: missed === 0 ? 0 : missing.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
        vectors: context.workspace.blobs.put(encodeProfile(stored)),
        recommender: recommender?.address ?? null,
        interactions: input.address,
        attributes: prepared.attributes.map(({ name }) => name),
        synthetic: prepared.synthetic,
      };
    },

    async named({ workspace, signal }, output, { names }) {
      if (output.table === null) return output;
      const given = plainSegmentNames(output, names);
      const pace = createPacer(signal);
      return { ...output, table: await renameSegments(workspace, output.table, given, pace) };
    },

    artefacts: (output) => ({
      tables: output.table === null ? [] : [output.table.id],
      blobs: [output.vectors],
      runs: [],
    }),

    queries: {
      members({ workspace }, { table }, { segment }) {
        if (table === null) return Promise.resolve({ columns: [], rows: [] });
        const at = table.columns.findIndex(({ name }) => name === 'segment');
        const rows: CellValue[][] = [];
        for (const chunk of workspace.tables.scan(table.id))
          for (const row of chunk.rows) if (row[at] === segment + 1) rows.push(row);
        return Promise.resolve({ columns: table.columns.map(({ name }) => name), rows });
      },
      points(context, output, { colour }) {
        const prepared = preparedOf(context, output.interactions);
        const { stored } = open.of(context, output, prepared);
        const width = stored.scale.length;
        const valueOf = (user: number): CellValue => {
          if (colour.by === 'segment') return stored.segments[user]!;
          if (colour.by === 'attribute')
            return (
              prepared.attributes.find(({ name }) => name === colour.name)?.values[user] ?? null
            );
          const value = stored.raw[user * width + colour.dimension];
          return value === undefined || Number.isNaN(value) ? null : value;
        };
        return Promise.resolve({
          x: Float32Array.from(stored.x),
          y: Float32Array.from(stored.y),
          values: prepared.userIds.map((_, user) => valueOf(user)),
          ids: prepared.userIds,
        });
      },
      person(context, output, { user }) {
        const prepared = preparedOf(context, output.interactions);
        const { stored, stale } = open.of(context, output, prepared);
        const width = stored.scale.length;
        const id = prepared.userIds[user];
        if (id === undefined) throw new PortraitError('not_found', { what: `user ${user}` });
        const last = prepared.timed ? lastTime(historyOf(prepared, user)) : null;
        const { pointer } = prepared.learn.interactions;
        return Promise.resolve({
          user,
          id,
          segment: stored.segments[user]!,
          values: Array.from(stored.scale, (_, dimension) => {
            const raw = stored.raw[user * width + dimension]!;
            const standardised = stored.standardised[user * width + dimension]!;
            return { dimension, raw: Number.isNaN(raw) ? null : raw, standardised };
          }),
          nearest: nearestUsers(stored, user, nearestShown).map((one) => ({
            ...one,
            id: prepared.userIds[one.user]!,
          })),
          attributes: prepared.attributes.map(({ name, values }) => ({
            name,
            value: values[user] ?? null,
          })),
          interactions: pointer[user + 1]! - pointer[user]!,
          lastEvent: last === null ? null : new Date(last).toISOString(),
          stale: stale[user] === 1,
        });
      },
      find(context, output, { text, only, segment, limit }) {
        const prepared = preparedOf(context, output.interactions);
        const { stored, stale, missing } = open.of(context, output, prepared);
        const wanted = text.trim().toLowerCase();
        const found = prepared.userIds.flatMap((id, user) => {
          if (wanted !== '' && !id.toLowerCase().includes(wanted)) return [];
          if (segment !== null && stored.segments[user] !== segment) return [];
          if (only === 'stale' && stale[user] !== 1) return [];
          if (only === 'incomplete' && missing[user] === 0) return [];
          return [user];
        });
        return Promise.resolve({
          total: found.length,
          users: found.slice(0, limit).map((user) => ({
            ...{ user, id: prepared.userIds[user]!, segment: stored.segments[user]! },
            ...{ missing: missing[user]!, stale: stale[user] === 1 },
          })),
        });
      },
    },
  };
}

/** The profile asked about last, decoded. */
class OpenProfile {
  #open: { blob: string; stored: StoredProfile; stale: Uint8Array; missing: Int32Array } | null =
    null;

  of(context: QueryContext, { vectors, staleDays }: ProfileOutput, prepared: Prepared) {
    if (this.#open?.blob !== vectors) {
      const stored = decodeProfile(context.workspace.blobs.get(vectors));
      this.#open = { blob: vectors, stored, ...freshness(prepared, stored, staleDays) };
    }
    return this.#open;
  }
}

function preparedOf({ result, recommending }: Asked, address: Address): Prepared {
  return recommending.prepared(interactions.output.parse(result(address).output).data);
}

export const makeKind = (): UntypedKind => untypedKind(profileKind());
