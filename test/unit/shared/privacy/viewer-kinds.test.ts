import { expect, it } from 'vitest';
import { cellKinds } from '#shared/model/cells/index.ts';
import { isForViewers, isPlain } from '#shared/privacy/viewer-kinds.ts';

/** What viewers see, to be read at a glance: a kind that is not here is closed to them. */
const plain = ['note', 'model', 'train', 'tuneNet', 'tune', 'recommend', 'privateStatistics'];
const partly = ['chart', 'evaluate', 'compare'];

it('viewers see figures of these kinds and nothing of any other', () => {
  const kinds = [...cellKinds.map(({ kind }) => kind), 'unknown'];
  expect(kinds.filter(isPlain).toSorted()).toEqual(plain.toSorted());
  expect(kinds.filter(isForViewers).toSorted()).toEqual([...plain, ...partly].toSorted());
});
