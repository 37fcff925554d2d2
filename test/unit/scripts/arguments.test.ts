import { describe, expect, it } from 'vitest';
import {
  chooseEngine,
  localhostArguments,
  parseStartArguments,
} from '../../../scripts/launch/arguments.mjs';

describe('parseStartArguments', () => {
  it('opens the app with nothing asked', () => {
    expect(parseStartArguments([])).toMatchObject({ command: 'open', open: true });
  });

  it('reads options with a space or an equals sign', () => {
    const options = parseStartArguments(['--host', 'localhost', '--port=0', '--no-open']);
    expect(options).toMatchObject({ host: 'localhost', port: '0', open: false });
    expect(options.problem).toBeUndefined();
  });

  it('keeps an equals sign inside a value', () => {
    expect(parseStartArguments(['--workspace=a=b.portrait'])).toMatchObject({
      workspace: 'a=b.portrait',
    });
  });

  it('hands everything after a command on untouched', () => {
    const args = ['run', 'a.json', '--seed', '7', '--set', 'x.y=1'];
    expect(parseStartArguments(args)).toEqual({ command: 'run', args });
  });

  it.each([
    [['--host', 'moon'], 'localhost or electron'],
    [['--port', '70000'], '0 to 65535'],
    [['--port', '-1'], '0 to 65535'],
    [['--port'], 'needs a value'],
    [['--engine', 'steam'], 'native or wasm'],
    [['--prot', '1'], '“--prot” is not an option'],
  ])('says what is wrong with %j', (args, words) => {
    expect(parseStartArguments(args).problem).toContain(words);
  });
});

describe('chooseEngine', () => {
  it('keeps TensorFlow out for wasm, lets it in for native, and leaves the rest to the environment', () => {
    const chosen = (args: string[], env: Record<string, string>) => {
      chooseEngine(parseStartArguments(args), env);
      return env;
    };
    expect(chosen(['--engine', 'wasm'], {})).toEqual({ PORTRAIT_NO_NATIVE: '1' });
    expect(chosen(['--engine=native'], { PORTRAIT_NO_NATIVE: '1' })).toEqual({});
    expect(chosen([], { PORTRAIT_NO_NATIVE: '1' })).toEqual({ PORTRAIT_NO_NATIVE: '1' });
  });
});

describe('localhostArguments', () => {
  it('passes on only what was given', () => {
    expect(localhostArguments({ port: '0', workspace: undefined })).toEqual(['--port', '0']);
    expect(localhostArguments({ port: undefined, workspace: 'w' })).toEqual(['--workspace', 'w']);
  });
});
