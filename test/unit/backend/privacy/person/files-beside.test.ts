import { truncateSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { heldIn, removalsBeside } from '../../../../../src-main/backend/privacy/index.ts';
import { temporaryFolder } from '../../../../support/folder.ts';

const folders: ReturnType<typeof temporaryFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});
function fresh() {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
}

describe('files beside a workspace', () => {
  it.each([4, 5, 7, 10, 64, 2 ** 20])('are counted alike %i bytes at a time', (atOnce) => {
    const folder = fresh();
    const file = folder.file('a');
    writeFileSync(file, 'abcde..planted abcdeabcde plantedplanted张伟 abcd planted');
    expect(heldIn([file, folder.file('none')], ['planted', 'abcde', '张伟'], atOnce)).toBe(8);
    expect(heldIn([file], [], atOnce)).toBe(0);
  });

  it('of more than two gigabytes are looked through too', () => {
    const folder = fresh();
    const [large, small] = [folder.file('large.csv'), folder.file('small.csv')];
    writeFileSync(large, 'id\n');
    writeFileSync(small, 'id\n');
    // A hole: it takes no room on the disk.
    truncateSync(large, 2 ** 31 + 10);
    expect(
      removalsBeside(folder.file('w.portrait'), [large, small], {
        ...{ affected: [], others: [large, small], words: [] },
      }),
    ).toEqual([]);
  });
});
