import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { compileHungMount } from '../support/hung-mount/compile.ts';
import { printed, start, type Program } from '../support/program.ts';

const cli = 'hosts/cli/main.ts';
const localhost = 'hosts/localhost/main.ts';
/** Starting Node and loading the program, on a busy machine, beside the three seconds. */
const startMs = 30_000;

let folder: ReturnType<typeof temporaryFolder>;
let far: ReturnType<typeof temporaryFolder>;
let library: string | null = null;
const programs: Program[] = [];
beforeAll(() => {
  folder = temporaryFolder();
  mkdirSync(folder.file('page'));
  mkdirSync(folder.file('hung-mount'));
  writeFileSync(folder.file('page/index.html'), '<!doctype html><title>Portrait</title>');
  execFileSync('mkfifo', [folder.file('pipe.csv')]);
  symlinkSync('/dev/zero', folder.file('zero.csv'));
  symlinkSync('/etc/passwd', folder.file('link.csv'));
  symlinkSync('/etc', folder.file('page/out'));
  symlinkSync('../users.csv', folder.file('page/in.csv'));
  symlinkSync('round.csv', folder.file('round.csv'));
  far = temporaryFolder();
  writeFileSync(far.file('users.csv'), 'a,b\n1,2\n');
  symlinkSync(far.file('users.csv'), folder.file('far.csv'));
  writeFileSync(folder.file('stalls.csv'), 'a,b\n1,2\n');
  writeFileSync(folder.file('users.csv'), 'a,b\n1,2\n');
  library = compileHungMount(folder.file('hung.so'));
});
afterEach(async () => {
  for (const { child, ended } of programs.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});
afterAll(() => {
  folder.remove();
  far.remove();
});

function program(source: string, args: string[], env: NodeJS.ProcessEnv = {}): Program {
  const started = start(source, args, env);
  programs.push(started);
  return started;
}

function notebook(path: string): string {
  const file = folder.file(`${crypto.randomUUID()}.json`);
  const source = { type: 'file', path, name: 'users.csv' };
  const cells = [{ id: 'd', kind: 'data', name: 'People', inputs: {}, settings: { source } }];
  const document = { format: 'portrait-notebook', version: 1, title: 't', seed: 1, cells };
  writeFileSync(file, JSON.stringify(document));
  return file;
}

/** Seconds from the signal to the end. */
async function endsAfter({ child, ended }: Program, signal: NodeJS.Signals): Promise<number> {
  const began = performance.now();
  child.kill(signal);
  await ended;
  return (performance.now() - began) / 1000;
}

describe('a notebook run without a window', () => {
  it.each(['pipe.csv', 'zero.csv'])('fails at once on %s, which never ends', async (name) => {
    const began = performance.now();
    for (const args of [
      ['run', notebook(name), '--trust'],
      ['run', notebook('users.csv'), '--data', `People=${folder.file(name)}`],
    ]) {
      const { code, stdout } = await program(cli, args).ended;
      expect(code).toBe(1);
      expect(stdout).toContain(`${name} is not a regular file`);
    }
    expect(performance.now() - began).toBeLessThan(2 * startMs);
  });

  it.each(['/dev/tty', '/dev/zero', '/dev/stdin', '//server/share/users.csv', '/etc/passwd'])(
    'does not touch %s where the notebook alone names it',
    async (path) => {
      const { code, stderr } = await program(cli, ['run', notebook(path)]).ended;
      expect(code).toBe(1);
      expect(stderr).toContain(`reads files outside its folder: People: ${path}`);
    },
  );

  it.each([
    ['link.csv', '/etc/passwd'],
    ['zero.csv', '/dev/zero'],
    ['page/out/passwd', '/etc/passwd'],
  ])('does not follow the link %s out of its folder', async (path, target) => {
    const { code, stderr } = await program(cli, ['run', notebook(path)]).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`reads files outside its folder: People: ${path} → ${target}`);
  });

  it('follows links within its folder, and those that --data names or --trust allows', async () => {
    for (const args of [
      [notebook('page/in.csv')],
      [notebook('far.csv'), '--trust'],
      [notebook('far.csv'), '--data', `People=${folder.file('far.csv')}`],
    ])
      expect(await program(cli, ['run', ...args]).ended).toMatchObject({ code: 0 });
    const { code, stdout } = await program(cli, ['run', notebook('round.csv')]).ended;
    expect(code).toBe(1);
    expect(stdout).toContain('round.csv');
  });

  it('reads files elsewhere that --data names, or all of them with --trust', async () => {
    const elsewhere = temporaryFolder();
    writeFileSync(elsewhere.file('users.csv'), 'a,b\n1,2\n');
    const path = elsewhere.file('users.csv');
    for (const more of [['--trust'], ['--data', `People=${path}`]]) {
      const args = ['run', notebook(path), ...more];
      expect(await program(cli, args).ended).toMatchObject({ code: 0 });
    }
    elsewhere.remove();
  });

  it('refuses devices also where they are trusted', async () => {
    const { code, stdout } = await program(cli, ['run', notebook('/dev/zero'), '--trust']).ended;
    expect(code).toBe(1);
    expect(stdout).toContain('zero is not a regular file');
  });

  it('refuses a pipe or an endless device as notebook and as workspace', async () => {
    for (const name of ['pipe.csv', 'zero.csv']) {
      const args = ['run', notebook('users.csv'), '--workspace', folder.file(name)];
      for (const all of [args, ['run', folder.file(name)]]) {
        const { code, stderr } = await program(cli, all).ended;
        expect(code).toBe(1);
        expect(stderr).toContain(`${name} is not a regular file`);
      }
    }
  });

  it('ends within three seconds of Ctrl+C while a mount hangs', async (context) => {
    if (library === null) return context.skip('there is no C compiler');
    const env = { LD_PRELOAD: library };
    const mount = folder.file('hung-mount/users.csv');
    for (const args of [
      ['run', notebook('hung-mount/users.csv'), '--workspace', folder.file('a.portrait')],
      ['run', notebook('stalls.csv'), '--workspace', folder.file('b.portrait')],
      ['run', mount],
      ['run', notebook('users.csv'), '--workspace', mount],
    ]) {
      const running = program(cli, args, env);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      expect(running.child.exitCode).toBe(null);
      expect(await endsAfter(running, 'SIGINT'), args.join(' ')).toBeLessThan(3.2);
    }
  });

  it('says that a mount does not answer, and ends by itself', async (context) => {
    if (library === null) return context.skip('there is no C compiler');
    const args = ['run', notebook('hung-mount/users.csv')];
    const { stdout } = await program(cli, args, { LD_PRELOAD: library }).ended;
    expect(stdout).toContain('users.csv does not answer within 15 seconds');
    expect(stdout).toContain('0 of 1 cells succeeded');
  });
});

describe('the localhost host', () => {
  const ready = /Portrait is at http:\/\/127\.0\.0\.1:\d+\/\S+\n/;
  const serve = (workspace: string, env = {}): Program =>
    program(localhost, ['--workspace', folder.file(workspace), '--page', folder.file('page')], env);

  it('refuses a pipe or an endless device as its workspace', async () => {
    for (const name of ['pipe.csv', 'zero.csv']) {
      const { code, stderr } = await serve(name).ended;
      expect(code).toBe(1);
      expect(stderr).toContain(`${name} is not a regular file`);
    }
  });

  it('ends within three seconds while its workspace’s mount hangs', async (context) => {
    if (library === null) return context.skip('there is no C compiler');
    const running = serve('hung-mount/w.portrait', { LD_PRELOAD: library });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(running.child.exitCode).toBe(null);
    expect(await endsAfter(running, 'SIGINT')).toBeLessThan(3.2);
  });

  it('ends within three seconds while the file of a cell hangs', async (context) => {
    if (library === null) return context.skip('there is no C compiler');
    const first = program(cli, [
      ...['run', notebook('hung-mount/users.csv'), '--workspace', folder.file('served.portrait')],
    ]);
    expect((await first.ended).code).toBe(1);
    const running = serve('served.portrait', { LD_PRELOAD: library });
    await printed(running, ready);
    expect(await endsAfter(running, 'SIGTERM')).toBeLessThan(3.2);
  });
});
