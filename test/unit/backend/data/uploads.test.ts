import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { uploadPlace, Uploads } from '../../../../src-main/backend/data/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'uploads-'));
afterAll(() => rmSync(folder, { recursive: true }));
let ids = 0;
const newId = () => `upload-${(ids += 1)}`;
const uploads = new Uploads(
  () => join(folder, 'work.portrait'),
  () => 'one',
  newId,
);
const files = () =>
  readdirSync(join(folder, 'work.uploads')).filter((name) => name !== '.workspace');

describe('Uploads', () => {
  it('keeps a file under the hash of its content, once', async () => {
    const content = Buffer.from('a,b\n1,2\n');
    const paths: string[] = [];
    for (const name of ['data.csv', '../../evil/data.CSV']) {
      const id = await uploads.begin(name, content.length);
      const parts = [content.subarray(0, 3), content.subarray(3)];
      const received = await Promise.all(parts.map((part) => uploads.append(id, part)));
      expect(received).toEqual([3, 8]);
      const done = await uploads.finish(id);
      expect(done).toMatchObject({ name: basename(name), bytes: 8 });
      paths.push(done.path);
    }
    expect(paths[0]).toBe(paths[1]);
    expect(readFileSync(paths[0]!)).toEqual(content);
    const hash = createHash('sha256').update(content).digest('hex');
    expect(files()).toEqual([`${hash}.csv`]);
  });

  it('refuses what is too short or too long, and leaves nothing of it', async () => {
    const before = files();
    const short = await uploads.begin('x.csv', 10);
    await uploads.append(short, Buffer.from('12345'));
    await expect(uploads.finish(short)).rejects.toMatchObject({
      code: 'file_upload',
      params: { received: 5, bytes: 10 },
    });
    const long = await uploads.begin('x.csv', 2);
    await expect(uploads.append(long, Buffer.from('123'))).rejects.toMatchObject({
      code: 'file_upload',
    });
    await expect(uploads.append(long, Buffer.from('1'))).rejects.toMatchObject({
      code: 'not_found',
    });
    const huge = await uploads.begin('x.csv', 1e9);
    await expect(uploads.append(huge, Buffer.alloc(5e6))).rejects.toMatchObject({
      code: 'bad_request',
    });
    await uploads.close();
    expect(files()).toEqual(before);
  });

  it('deletes what nothing names any more, but not what is under way', async () => {
    const under = await uploads.begin('y.csv', 1);
    const kept = files().find((name) => name.endsWith('.csv'))!;
    expect(await uploads.clean((name) => name === kept)).toEqual([]);
    expect(await uploads.clean(() => false)).toEqual([kept]);
    await uploads.append(under, Buffer.from('1'));
    expect((await uploads.finish(under)).bytes).toBe(1);
  });

  it('stay where they are when another workspace comes under the name of one that was moved away', async () => {
    let place = join(folder, 'shop.portrait');
    const moved = new Uploads(
      () => place,
      () => 'moved',
      newId,
    );
    const give = async (to: Uploads, text: string): Promise<string> => {
      const id = await to.begin('x.csv', text.length);
      await to.append(id, Buffer.from(text));
      return (await to.finish(id)).path;
    };
    const first = await give(moved, 'a\n1\n');
    place = join(folder, 'elsewhere', 'shop 2.portrait');
    const other = new Uploads(
      () => join(folder, 'shop.portrait'),
      () => 'other',
      newId,
    );
    expect(await other.clean(() => false)).toEqual([]);
    const theirs = await give(other, 'b\n2\n');
    expect(readFileSync(first, 'utf8')).toBe('a\n1\n');
    expect(basename(join(theirs, '..'))).toBe('shop 2.uploads');
    // What comes after lies beside the file as it is now.
    expect(await give(moved, 'c\n3\n')).toContain(join(folder, 'elsewhere', 'shop 2.uploads'));
    expect(await other.clean(() => false)).toEqual([basename(theirs)]);
    expect(readFileSync(first, 'utf8')).toBe('a\n1\n');
  });

  it('are copied beside another path, those in use alone, and taken back where that fails', async () => {
    const from = new Uploads(
      () => join(folder, 'from.portrait'),
      () => 'from',
      newId,
    );
    const give = async (text: string): Promise<string> => {
      const id = await from.begin('x.csv', text.length);
      await from.append(id, Buffer.from(text));
      return (await from.finish(id)).path;
    };
    const [used] = [await give('d\n4\n'), await give('e\n5\n')];
    const target = join(folder, 'to', 'new.portrait');
    const undo = await from.copyBeside(target, (name) => name === basename(used!));
    const copies = join(folder, 'to', 'new.uploads');
    expect(readdirSync(copies).sort()).toEqual(['.workspace', basename(used!)]);
    expect(uploadPlace(used!, target)).toBe(join(copies, basename(used!)));
    expect(uploadPlace(used!, join(folder, 'nowhere.portrait'))).toBe(used);
    expect(uploadPlace('/data/x.csv', target)).toBe('/data/x.csv');
    await undo();
    expect(uploadPlace(used!, target)).toBe(used);
    expect(readFileSync(used!, 'utf8')).toBe('d\n4\n');
    // A file where the folder would be.
    const blocked = join(folder, 'from.uploads', basename(used!), 'x.portrait');
    await expect(from.copyBeside(blocked, () => true)).rejects.toThrow();
  });
});
