import './memory.ts';
import { errorText, PortraitError, toErrorData } from '#shared/errors/portrait-error.ts';
import { textsIn } from '#shared/languages/area.ts';
import { serveTexts } from '#shared/languages/index.ts';
import { closestLocale } from '#shared/locale.ts';
import { visibleLines } from '#shared/text/visible.ts';
import { serveArguments, UsageError, type ServeCommand } from './arguments.ts';
import { loadExported, loadModel } from './load-model.ts';
import { createRestServer } from './rest/server.ts';

const language = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
const locale = closestLocale([language]);
const words = textsIn(serveTexts, locale);
/** Connections that stay open are cut this long after a stop was asked for. */
const longestDrainMs = 10_000;

const say = (text: string): void => void process.stdout.write(`${visibleLines(text)}\n`);
const complain = (text: string): void => void process.stderr.write(`${visibleLines(text)}\n`);

// Whoever read what is said here may have gone; what is under way is answered all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const command = serveArguments(process.argv.slice(2), process.env);
    if (command === null) say(words.usage);
    else if (command.command === 'score') await score(command);
    else await serve(command);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      if (error.message !== 'usage') complain(words.wrong(error.message));
      complain(words.usage);
      return 2;
    }
    const { sentence, next } = errorText(toErrorData(error), locale);
    complain(`${sentence}\n${next}`);
    return 1;
  }
}

async function score(job: Extract<ServeCommand, { command: 'score' }>): Promise<void> {
  // A server reads no files: what does is not set up there.
  const { scoreFile } = await import('./files/score-file.ts');
  const model = loadModel(job.model);
  const from = performance.now();
  const { rows, unread, absent, unknown } = await scoreFile({ ...job, model, locale });
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  if (absent.length > 0) say(words.absent(absent.join(', ')));
  if (unknown.length > 0) say(words.unknown(unknown.join(', ')));
  if (unread > 0) say(words.unread(unread));
  say(words.scored(rows, job.to, seconds));
}

async function serve(command: Extract<ServeCommand, { command: 'serve' }>): Promise<void> {
  const { host, port, token } = command;
  if (token === null && !isLoopback(host)) throw new PortraitError('request_host');
  const { server, drain } = createRestServer(loadExported(command.model), command);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortraitError('port_taken', { port }) : error),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  say(words.listening(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  say(words.stopping);
  setTimeout(() => server.closeAllConnections(), longestDrainMs).unref();
  await drain();
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
