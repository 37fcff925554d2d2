import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openRegular,
  pathKind,
  readTextFile,
  refuseSpecial,
} from '../../../../../src-main/backend/lib/index.ts';
import { inTime } from '../../../../../src-main/backend/lib/files/deadline.ts';
import { temporaryFolder } from '../../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
  execFileSync('mkfifo', [folder.file('pipe.csv')]);
  symlinkSync('/dev/zero', folder.file('zero.csv'));
  symlinkSync(folder.file('pipe.csv'), folder.file('link-to-pipe.csv'));
  mkdirSync(folder.file('folder.csv'));
  writeFileSync(folder.file('plain.csv'), 'a,b\n1,2\n');
  symlinkSync(folder.file('plain.csv'), folder.file('link.csv'));
});
afterAll(() => folder.remove());

const special = () => [
  ...['pipe.csv', 'zero.csv', 'link-to-pipe.csv', 'folder.csv'].map((name) => folder.file(name)),
  ...['/dev/zero', '/dev/tty', '/dev/stdin', '/dev/fd/0', '/proc/self/environ', '/sys'],
];

describe('a path that is no regular file', () => {
  it('is refused at once, whoever writes at the other end', async () => {
    for (const path of special()) {
      const error = { code: 'file_not_regular' };
      await expect(openRegular(path), path).rejects.toMatchObject(error);
      await expect(readTextFile(path, 1000), path).rejects.toMatchObject(error);
      await expect(refuseSpecial(path), path).rejects.toMatchObject(error);
    }
  });

  it('is told from one that is missing, and a link to a file is that file', async () => {
    await expect(openRegular(folder.file('no.csv'))).rejects.toMatchObject({
      code: 'file_missing',
    });
    expect(await refuseSpecial(folder.file('no.csv'))).toBeUndefined();
    expect(await readTextFile(folder.file('link.csv'), 1000)).toBe('a,b\n1,2\n');
    await expect(readTextFile(folder.file('link.csv'), 4)).rejects.toMatchObject({
      code: 'file_too_large',
    });
  });
});

describe('a file operation that does not come back', () => {
  const patience = { file: 'a.csv', milliseconds: 30 };

  it('is given up at its deadline, and what comes later is let go', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    let late = '';
    const waited = inTime(promise, patience, (value) => (late = value));
    await expect(waited).rejects.toMatchObject({ code: 'file_stalled' });
    resolve('handle');
    await promise;
    await Promise.resolve();
    expect(late).toBe('handle');
  });

  it('is read where this process could not run for longer than a file may take', async () => {
    const reading = openRegular(folder.file('plain.csv'), { patienceMs: 300 });
    const blocked = performance.now() + 1500;
    while (performance.now() < blocked);
    const { handle, bytes } = await reading;
    await handle.close();
    expect(bytes).toBe(8);
  });

  it('is given up when it is stopped', async () => {
    const stop = new AbortController();
    const waited = inTime(new Promise(() => undefined), {
      ...{ file: 'a.csv', milliseconds: 60_000, signal: stop.signal },
    });
    stop.abort();
    await expect(waited).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the text of a path', () => {
  it.each([
    ['\\\\server\\share\\a.csv', 'network'],
    ['//server/share/a.csv', 'network'],
    ['\\/server/share', 'network'],
    ['/\\server/share', 'network'],
    ['\\\\?\\UNC\\server\\share', 'device'],
    ['\\\\.\\pipe\\x', 'device'],
    ['//./COM1', 'device'],
    ['/dev/zero', 'device'],
    ['/tmp/../dev/tty', 'device'],
    ['/dev//shm/../zero', 'device'],
    ['/proc/1/mem', 'device'],
    ['/dev/shm/a.csv', 'file'],
    ['/device/a.csv', 'file'],
    ['/home/me/aux.csv', 'file'],
    ['data/a.csv', 'file'],
    ['a\0b', 'device'],
  ])('%j is a %s', (path, kind) => {
    expect(pathKind(path, 'linux')).toBe(kind);
  });

  it.each([
    ['C:\\data\\a.csv', 'file'],
    ['C:\\data\\NUL', 'device'],
    ['con.csv', 'device'],
    ['C:/x/lpt1.txt', 'device'],
    ['\\\\server\\share\\a.csv', 'network'],
  ])('on Windows %j is a %s', (path, kind) => {
    expect(pathKind(path, 'win32')).toBe(kind);
  });
});
