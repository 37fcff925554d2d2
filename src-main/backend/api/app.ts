import type { AppStatus } from '#shared/contract/app.ts';
import type { Broadcast } from '../lib/index.ts';
import type { Implementer } from './base.ts';

type Services = { status: () => AppStatus; changed: Broadcast<null> };

export function appApi(api: Implementer, { status, changed }: Services) {
  const service = api.app;
  return service.router({
    status: service.status.handler(() => status()),
    watch: service.watch.handler(({ signal }) => statuses({ status, changed }, signal)),
  });
}

/** The status now and after every change of it; a slow reader gets the newest only. */
async function* statuses({ status, changed }: Services, signal?: AbortSignal) {
  let told = '';
  for await (const _ of changed.stream([null], { signal, merge: () => null })) {
    const now = status();
    const text = JSON.stringify(now);
    if (text === told) continue;
    told = text;
    yield now;
  }
}
