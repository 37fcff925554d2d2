import type { Address } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { interactions } from '#shared/model/cells/interactions.ts';
import type { Prepared } from '../../recommend/index.ts';
import type { KindContext } from '../cell-kind.ts';

/** The interactions a cell is connected to. */
export type InteractionsInput = {
  address: Address;
  /** Blob of the prepared data. */
  data: string;
  prepared: Prepared;
};

/** @throws cell_input_missing */
export function interactionsInput(
  context: Pick<KindContext, 'input' | 'recommending'>,
): InteractionsInput {
  const input = context.input('interactions');
  if (input === undefined) throw new PortraitError('cell_input_missing', { slot: 'interactions' });
  const { data } = interactions.output.parse(input.output);
  return { address: input.address, data, prepared: context.recommending.prepared(data) };
}
