import { os } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { errorData, PortraitError } from '#shared/errors/index.ts';
import {
  asViewerFailure,
  isViewer,
  portraitFailure,
  type Caller,
  type Implementer,
} from './base.ts';
import { encryptionApi, type Door } from './encryption.ts';

/** The contract while the workspace is locked: what is encrypted can be asked for and unlocked, all else is refused. */
export function lockedRouter(api: Implementer, door: Door, file: string) {
  const refuse = os
    .$context<Caller>()
    .errors({ PORTRAIT: { data: errorData } })
    .handler(({ context }): never => {
      const locked = new PortraitError('encryption_locked', { file });
      const failure = portraitFailure(locked, '', () => {}, file);
      throw isViewer(context) ? asViewerFailure(failure, file) : failure;
    });
  const closed = Object.fromEntries(
    Object.entries(contract).map(([service, part]) => [
      service,
      Object.fromEntries(Object.keys(part).map((name) => [name, refuse])),
    ]),
  );
  const { state, unlock, present } = encryptionApi(api, door);
  return { ...closed, encryption: { ...closed['encryption'], state, unlock, present } };
}
