import type { Address } from '#shared/model/ids.ts';
import { z } from 'zod';
import { netTrial } from '#shared/model/cells/tune-net.ts';
import type { Stored } from '../features/index.ts';
import { forgetWork, keepWork, keptWork } from '../storage/index.ts';

/** A trial at one number of epochs: what a search that was cut off need not make again. */
const kept = z.object({ key: z.string(), trial: netTrial });
export type KeptTrial = z.infer<typeof kept>;

const keyOf = (address: Address): string => `trials/${address}`;

/** Trials that an earlier search for the same result has made, in its order. */
export function keptTrials({ db }: Stored, address: Address): KeptTrial[] {
  const text = keptWork(db, keyOf(address));
  return text === undefined ? [] : kept.array().parse(JSON.parse(text));
}

/** Writes them down at once: a killed process loses the trials under way and no other. */
export function keepTrials({ db }: Stored, address: Address, trials: readonly KeptTrial[]): void {
  keepWork(db, keyOf(address), JSON.stringify(trials));
}

export function forgetTrials({ db }: Stored, address: Address): void {
  forgetWork(db, keyOf(address));
}
