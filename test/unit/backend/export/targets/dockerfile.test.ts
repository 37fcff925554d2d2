import { describe, expect, it } from 'vitest';
import { containerFiles } from '../../../../../src-main/backend/export/targets/dockerfile.ts';

const textOf = (path: string): string => {
  const file = containerFiles.find((one) => one.path === path);
  return new TextDecoder().decode(file?.bytes);
};

/** Instructions with what follows them, lines that go on joined, comments left out. */
const instructions = textOf('Dockerfile')
  .replaceAll(/\\\n/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', ...rest] = line.split(/\s+/);
    return { name, rest: rest.join(' ') };
  });
const all = (name: string): string[] =>
  instructions.filter((one) => one.name === name).map(({ rest }) => rest);
const place = (name: string): number => instructions.findIndex((one) => one.name === name);

describe('the Dockerfile of a server', () => {
  it('knows only instructions there are, and begins with a base image of a stated version', () => {
    const known = 'FROM WORKDIR COPY USER EXPOSE HEALTHCHECK STOPSIGNAL ENTRYPOINT CMD'.split(' ');
    expect(instructions.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual(
      [],
    );
    expect(place('FROM')).toBe(0);
    expect(all('FROM')).toEqual([expect.stringMatching(/^node:\d+(\.\d+)*-slim$/)]);
  });

  it('copies the program and the model, which are all that the build is given', () => {
    const [given = ''] = all('COPY');
    const sources = given.split(' ').slice(0, -1);
    expect(all('COPY')).toHaveLength(1);
    expect(sources.sort()).toEqual(['model.json', 'portrait-serve.mjs']);
    const kept = textOf('.dockerignore')
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(kept.map((line) => line.slice(1)).sort()).toEqual(sources);
  });

  it('runs as nobody special, from before it starts', () => {
    const [user = ''] = all('USER');
    expect(all('USER')).toHaveLength(1);
    expect(['', 'root', '0']).not.toContain(user);
    expect(place('USER')).toBeLessThan(place('ENTRYPOINT'));
  });

  it('starts without a shell, so that it hears SIGTERM, and asks itself whether it is well', () => {
    for (const name of ['ENTRYPOINT', 'CMD'])
      expect(JSON.parse(all(name)[0] ?? '')).toEqual(expect.arrayContaining([expect.any(String)]));
    expect(all('STOPSIGNAL')).toEqual(['SIGTERM']);
    const [health = ''] = all('HEALTHCHECK');
    const command = JSON.parse(health.slice(health.indexOf('['))) as string[];
    const [port = ''] = all('EXPOSE');
    expect(command.join(' ')).toContain(`http://127.0.0.1:${port}/healthz`);
    expect(JSON.parse(all('CMD')[0] ?? '')).toEqual(
      expect.arrayContaining(['--port', port, '--host', '0.0.0.0']),
    );
    expect(() => new Function(`return async () => { ${command.at(-1) ?? ''} }`)).not.toThrow();
  });

  it('carries no secret', () => {
    expect(instructions.map(({ rest }) => rest).join('\n')).not.toMatch(/TOKEN/);
  });
});
