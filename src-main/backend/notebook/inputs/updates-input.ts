import type { Address } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { updates } from '#shared/model/cells/updates.ts';
import { decodeNewEvents, type NewEvents } from '../../recommend/index.ts';
import type { InputResult, KindContext, QueryContext } from '../cell-kind.ts';

/**
 * The new events a cell is connected to, for recommenders that learnt from the data blob; null where there are none.
 * `read` fetches them, which queries do once and keep.
 * @throws recommender_data_differ
 */
export function updatesInput(
  { inputs, workspace }: Pick<KindContext | QueryContext, 'inputs' | 'workspace'>,
  data: string,
): { address: Address; read(): NewEvents } | null {
  const [input]: readonly InputResult[] = inputs('updates');
  if (input === undefined) return null;
  const output = updates.output.parse(input.output);
  if (output.data !== data) throw new PortraitError('recommender_data_differ');
  return {
    address: input.address,
    read: () => decodeNewEvents(workspace.blobs.get(output.since)),
  };
}
