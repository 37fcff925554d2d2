export const usage = `npm start [-- OPTIONS]          open the app
  --host localhost|electron   choose where it opens (default: Electron where it can, else localhost)
  --port N                    port of the localhost host (0: any free one)
  --no-open                   do not open the browser
  --workspace FILE            the workspace to open
  --passphrase-fd N           the passphrase of an encrypted workspace comes from this file descriptor (localhost)
  --engine native|wasm        wasm: compute without TensorFlow; nothing is downloaded or built for it
npm start -- run NOTEBOOK.json [--data CELL=FILE]... [--set CELL.path=VALUE]... [--seed N] [--out DIR]
                              run a notebook without a window (run --help: all options)
npm start -- export CELL --out DIR --workspace FILE [--target T]
                              export a trained network (export --help: all options)
npm start -- encrypt|decrypt|passphrase|rotate FILE [--passphrase-fd N]
                              encrypt a workspace, back, another passphrase, other keys (encrypt --help)
npm start -- audit --workspace FILE [--csv]
                              check the log of who did what, or print it (audit --help)
npm start -- link [--role viewer|analyst|owner] [--hours N]
                              an address that lets somebody else in (link --help)
npm start -- score MODEL IN.csv OUT.csv [--strict]     score a file with an exported model
npm start -- serve MODEL [--port N] [--host H]         answer requests with it (serve --help)`;

const WITH_VALUE = new Set(['--host', '--port', '--workspace', '--engine', '--passphrase-fd']);

/** What `npm start` was asked for; `problem` is a sentence where it makes no sense. */
export function parseStartArguments(args) {
  if (args.length > 0 && !args[0].startsWith('-')) return { command: args[0], args };
  const options = { command: 'open', host: undefined, port: undefined, open: true };
  for (let index = 0; index < args.length; index++) {
    const [name, inline] = args[index].split(/=(.*)/s);
    if (name === '--help' || name === '-h') return { help: true };
    if (name === '--no-open') {
      options.open = false;
      continue;
    }
    if (!WITH_VALUE.has(name))
      return { problem: `“${args[index]}” is not an option of npm start.` };
    const value = inline ?? args[++index];
    if (value === undefined) return { problem: `${name} needs a value.` };
    options[name.slice(2)] = value;
  }
  return { ...options, problem: problemOf(options) };
}

function problemOf({ host, port, engine }) {
  if (engine !== undefined && engine !== 'native' && engine !== 'wasm')
    return `--engine is native or wasm, not “${engine}”.`;
  if (host !== undefined && host !== 'localhost' && host !== 'electron')
    return `--host is localhost or electron, not “${host}”.`;
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535))
    return `--port is a number from 0 to 65535, not “${port}”.`;
  return undefined;
}

/** Has set-up and the engine go by the choice of engine; without one, by the environment. */
export function chooseEngine(options, env = process.env) {
  if (options.engine === 'wasm') env.PORTRAIT_NO_NATIVE = '1';
  if (options.engine === 'native') delete env.PORTRAIT_NO_NATIVE;
}

/**
 * The options as the localhost host takes them.
 * @param {{ port?: string, workspace?: string, 'passphrase-fd'?: string }} options
 */
export function localhostArguments({ port, workspace, 'passphrase-fd': fd }) {
  return [
    ...(fd === undefined ? [] : ['--passphrase-fd', fd]),
    ...(port === undefined ? [] : ['--port', port]),
    ...(workspace === undefined ? [] : ['--workspace', workspace]),
  ];
}
