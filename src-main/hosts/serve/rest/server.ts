import { timingSafeEqual, createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { jsonBody } from './body.ts';
import { description } from './description.ts';
import { failureOf } from './failures.ts';
import { Metrics } from './metrics.ts';
import { predictService } from './predict.ts';
import { recommendService } from './recommend.ts';
import type { Service } from './service.ts';

export type RestOptions = {
  /** Without one everything is open: for loopback only. */
  token: string | null;
  mostRows: number;
  mostBytes: number;
};

type Answer = { status: number; type: string; text: string };
type Route = {
  method: 'GET' | 'POST';
  /** Answers without the token: what a supervisor asks. */
  open: boolean;
  answer(request: IncomingMessage): Promise<Answer> | Answer;
};

/** Slow clients do not hold a connection for ever. */
const headMs = 10_000;
const wholeMs = 60_000;

export type RestServer = {
  server: Server;
  /** Takes no more work, answers what is under way, and ends. */
  drain(): Promise<void>;
};

/** Serves one model. Nothing is kept of a request. */
export function createRestServer(
  model: ExportedModel | ExportedRecommender,
  options: RestOptions,
): RestServer {
  const metrics = new Metrics();
  const service =
    model.format === 'portrait-model'
      ? predictService(model, options.mostRows)
      : recommendService(model);
  const state = { draining: false };
  const routes = routesOf(service, options, metrics, () => !state.draining);
  const isAllowed = tokenCheck(options.token);
  const answer = async (request: IncomingMessage): Promise<Answer & { route: string }> => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const route = routes.get(path);
    try {
      if (route === undefined) throw new PortraitError('request_unknown', { path });
      const method = request.method ?? '';
      // Of a HEAD only the body is left out.
      if (method !== route.method && !(method === 'HEAD' && route.method === 'GET')) {
        throw new PortraitError('request_method', { path, method, allowed: route.method });
      }
      if (!route.open && !isAllowed(request)) throw new PortraitError('request_token');
      return { ...(await route.answer(request)), route: path };
    } catch (thrown) {
      const { status, body } = failureOf(thrown);
      return { ...json(body, status), route: route === undefined ? 'other' : path };
    }
  };
  const server = createServer((request, response) => {
    const from = performance.now();
    void answer(request).then((made) => {
      send(request, response, made, state.draining);
      metrics.request(made.route, made.status, (performance.now() - from) / 1000);
    });
  });
  server.headersTimeout = headMs;
  server.requestTimeout = wholeMs;
  return {
    server,
    drain() {
      state.draining = true;
      server.closeIdleConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function routesOf(
  service: Service,
  { token, mostBytes }: RestOptions,
  metrics: Metrics,
  isReady: () => boolean,
): Map<string, Route> {
  let described: Answer | null = null;
  const view = json(service.view);
  const get = (answer: Route['answer'], open = false): Route => ({ method: 'GET', open, answer });
  return new Map<string, Route>([
    [
      service.path,
      {
        method: 'POST',
        open: false,
        async answer(request) {
          const { told, unknown } = service.answer(await jsonBody(request, mostBytes));
          for (const fields of unknown) metrics.row(fields);
          return json(told);
        },
      },
    ],
    ['/v1/model', get(() => view)],
    [
      '/openapi.json',
      get(async () => {
        const { openApi } = await description();
        return (described ??= json(await openApi(service, token !== null)));
      }),
    ],
    ['/healthz', get(() => json({ status: 'ok' }), true)],
    [
      '/readyz',
      get(() => (isReady() ? json({ status: 'ready' }) : json({ status: 'stopping' }, 503)), true),
    ],
    [
      '/metrics',
      get(() => ({
        ...{ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' },
        text: metrics.text(service.name),
      })),
    ],
  ]);
}

/** Compares digests, so that the time taken tells nothing of the token. */
function tokenCheck(token: string | null): (request: IncomingMessage) => boolean {
  if (token === null) return () => true;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const wanted = digest(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(digest(headers.authorization ?? ''), wanted);
}

function json(value: object, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', text: JSON.stringify(value) };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, text }: Answer,
  last: boolean,
): void {
  // What is left of a refused body is not read: the connection ends with the answer.
  const isOver = request.complete;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(last || !isOver ? { connection: 'close' } : {}),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  });
  // As text, head and body leave in one piece, and no buffer is left to collect.
  response.end(text);
}
