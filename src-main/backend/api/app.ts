import type { AppStatus } from '#shared/contract/app.ts';
import type { Broadcast } from '../lib/index.ts';
import { isViewer, type Caller, type Implementer } from './base.ts';
import { errorForViewer } from './viewer/failure.ts';

type Services = { status: () => AppStatus; changed: Broadcast<null>; file: () => string };

export function appApi(api: Implementer, { status, changed, file }: Services) {
  const service = api.app;
  const seen = (caller: Caller) => (): AppStatus => {
    const now = status();
    if (!isViewer(caller)) return now;
    return { ...now, storage: now.storage && errorForViewer(now.storage, file()) };
  };
  return service.router({
    status: service.status.handler(({ context }) => seen(context)()),
    watch: service.watch.handler(({ signal, context }) =>
      statuses({ status: seen(context), changed }, signal),
    ),
  });
}

/** The status now and after every change of it; a slow reader gets the newest only. */
async function* statuses(
  { status, changed }: Pick<Services, 'status' | 'changed'>,
  signal?: AbortSignal,
) {
  let told = '';
  for await (const _ of changed.stream([null], { signal, merge: () => null })) {
    const now = status();
    const text = JSON.stringify(now);
    if (text === told) continue;
    told = text;
    yield now;
  }
}
