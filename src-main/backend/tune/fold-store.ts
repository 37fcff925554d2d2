import type { NetChoice } from '#shared/model/net/net-choice.ts';
import { encodingsOf } from './encodings.ts';
import { prepareFold, type FoldData, type FoldSource } from './fold-data.ts';
import type { Fold } from './folds.ts';

/** A fold's data as a choice encodes it. */
export type FoldStore = (fold: number, choice: NetChoice) => Promise<FoldData>;

/** Prepares each fold once for each way to encode its columns. */
export function foldStore(source: FoldSource, folds: readonly Fold[]): FoldStore {
  const prepared = new Map<string, Promise<FoldData>>();
  return (fold, choice) => {
    const encodings = encodingsOf(choice, source.features.prep);
    const key = `fold ${fold} ${JSON.stringify(encodings)}`;
    const known = prepared.get(key);
    if (known !== undefined) return known;
    const made = prepareFold(source, folds[fold]!, encodings).then((data) => ({ ...data, key }));
    prepared.set(key, made);
    return made;
  };
}
