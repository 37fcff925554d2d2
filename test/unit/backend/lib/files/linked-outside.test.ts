import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkedOutside } from '../../../../../src-main/backend/lib/index.ts';
import { temporaryFolder } from '../../../../support/folder.ts';

const above = temporaryFolder();
const at = (path: string) => above.file(`own/${path}`);

beforeAll(() => {
  mkdirSync(at('sub/deep'), { recursive: true });
  for (const path of ['users.csv', 'own/users.csv', 'own/sub/users.csv'])
    writeFileSync(above.file(path), 'a\n1\n');
  const links = {
    'whole.csv': at('users.csv'),
    'sub/up.csv': '../users.csv',
    'sub/home': '..',
    'sub/deep/two.csv': '../home/sub/up.csv',
    'out.csv': '../users.csv',
    // The system goes up from where `sub/home` leads: out of the folder, though it reads as `sub/users.csv`.
    'crooked.csv': 'sub/home/../users.csv',
    'crooked-whole.csv': `${at('sub')}/home/../users.csv`,
    'round.csv': 'round.csv',
  };
  for (const [path, target] of Object.entries(links)) symlinkSync(target, at(path));
  symlinkSync(at(''), above.file('alias'));
  symlinkSync('../alias/users.csv', at('by-alias.csv'));
});
afterAll(() => above.remove());

describe.skipIf(process.platform === 'win32')('linkedOutside(path, folder)', () => {
  it.each(['users.csv', 'whole.csv', 'sub/up.csv', 'sub/home/users.csv', 'sub/deep/two.csv'])(
    'takes %s for what lies in the folder',
    async (path) => {
      expect(await linkedOutside(at(path), at(''))).toBeNull();
      expect(await linkedOutside(above.file(`alias/${path}`), above.file('alias'))).toBeNull();
    },
  );

  it.each(['out.csv', 'crooked.csv', 'crooked-whole.csv'])('says where %s leads', async (path) => {
    expect(await linkedOutside(at(path), at(''))).toBe(above.file('users.csv'));
  });

  it('takes a way through the folder above for one that leads out, whatever its links say', async () => {
    expect(await linkedOutside(above.file('alias/by-alias.csv'), above.file('alias'))).toBe(
      above.file('alias/users.csv'),
    );
  });

  it('leaves links that go round, and what is not there, to whoever opens them', async () => {
    expect(await linkedOutside(at('round.csv'), at(''))).toBeNull();
    expect(await linkedOutside(at('nowhere/users.csv'), at(''))).toBeNull();
  });
});
