import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { AppStatus } from '#shared/contract/app.ts';
import type { Actor } from '#shared/model/role.ts';
import type { SpawnEngine } from '#shared/engine/protocol.ts';
import { appApi } from './api/app.ts';
import { auditApi } from './api/audit.ts';
import { auditing, auditingFailures } from './api/audited.ts';
import { implementContract } from './api/base.ts';
import { encryptionApi, fixedDoor, type Door } from './api/encryption.ts';
import { exportsApi } from './api/exports.ts';
import { filesApi } from './api/files.ts';
import { linksApi, type LinkDesk } from './api/links.ts';
import { notebookApi } from './api/notebook.ts';
import { personApi } from './api/person.ts';
import { privacyApi } from './api/privacy.ts';
import { runsApi } from './api/runs.ts';
import { tablesApi } from './api/tables.ts';
import { workspaceApi } from './api/workspace.ts';
import { ColumnSummaries, TableExports, Uploads } from './data/index.ts';
import { builtAssets, createExporting, samplesIn } from './export/index.ts';
import { EnginePool } from './engines/index.ts';
import { JobQueue } from './jobs/index.ts';
import { Broadcast, refuseSpecial, userName, type Log } from './lib/index.ts';
import { PathDesk, userFolder, userKey } from './trust/index.ts';
import { loadKinds, Notebooks } from './notebook/index.ts';
import { Recommending } from './recommend/index.ts';
import {
  idleMinutes,
  maskingKey,
  namedInNotebooks,
  pageKeyOf,
  setIdleMinutes,
  smallestGroup,
  unlock,
  uploadsOwner,
  Workspace,
  type DataKey,
} from './storage/index.ts';
import { Training } from './train/index.ts';

export {
  filesUnderWay,
  linkedOutside,
  readTextFile,
  refuseSpecial,
  userName,
} from './lib/index.ts';
export { userFolder } from './trust/index.ts';
export {
  changePassphrase,
  checkAuditLog,
  createKey,
  decryptWorkspace,
  encryptWorkspace,
  isEncrypted,
  isTypedBack,
  readableBeside,
  unlock,
  type NewKey,
} from './storage/index.ts';

export type BackendOptions = {
  workspacePath: string;
  /** Passphrase or recovery key of an encrypted workspace. */
  secret?: string | undefined;
  /** What opens it, where that is known already. */
  key?: DataKey;
  /** What stands before it; nothing on the command line. */
  door?: Door;
  /** The host's gate and its links, where it has one. */
  links?: LinkDesk;
  /** Before each procedure. */
  entering?: (procedure: string) => void;
  /** Whether it is being closed to be opened again. */
  away?: () => boolean;
  host: AppStatus['host'];
  spawnEngine: SpawnEngine;
  /** Milliseconds since 1970. */
  clock: () => number;
  newId: () => string;
  log: Log;
  /** The workspace is gone when the backend is: nothing is noted of it elsewhere. */
  passing?: boolean;
  /** Folder of the user's own secret that marks notebooks as made here; the user's settings folder where absent. */
  userFolder?: string;
  /** Folder relative data paths are taken from; the workspace's where absent. */
  folder?: string;
  /** Package root, where `package.json` and `samples/` lie; two folders up from this file, built or not, where absent. */
  root?: string;
};

export type Backend = Awaited<ReturnType<typeof createBackend>>;

const warmUpAfterMs = 1500;

/** Puts the backend together over one workspace. Throws what unlocking and opening a workspace throw. */
export async function createBackend(options: BackendOptions) {
  const { clock, newId, log, spawnEngine } = options;
  const root = options.root ?? fileURLToPath(new URL('../../', import.meta.url));
  await refuseSpecial(options.workspacePath);
  const settings = options.userFolder ?? userFolder();
  const { key: trustKey, problem } = userKey(settings);
  if (problem !== null) log(`notebooks made now will open restricted later: ${problem}`);
  const { secret, workspacePath } = options;
  const dataKey =
    options.key ?? (secret === undefined ? null : await unlock(workspacePath, secret));
  const unlocked = dataKey === null ? {} : { key: pageKeyOf(dataKey) };
  const acting = new AsyncLocalStorage<Actor>();
  const owner: Actor = { role: 'owner', name: userName() };
  const workspace = Workspace.open(workspacePath, {
    ...{ clock, newId, trustKey, ...unlocked, actor: () => acting.getStore() ?? owner },
    ...(options.passing === true ? {} : { userFolder: settings }),
  });
  const audited = workspace.audit.check().catch((error: unknown) => {
    log(`audit log not checked: ${String(error)}`);
  });
  workspace.audit.add({
    action: 'opened',
    object: { type: 'workspace', id: '' },
    details: { host: options.host },
  });
  const desk = new PathDesk(options.host !== 'electron');
  const folder = options.folder ?? workspace.folder;
  const changed = new Broadcast<null>();
  const engines = new EnginePool({
    spawn: spawnEngine,
    clock,
    onChange: () => changed.send(null),
  });
  const training = new Training({ runs: workspace.runs, engines, clock, newId });
  const recommending = new Recommending({ engines, blobs: workspace.blobs });
  const queue = new JobQueue(() => changed.send(null));
  const notebooks = new Notebooks({
    ...{ workspace, training, recommending, queue, clock, newId, log },
    kinds: await loadKinds(),
    folder,
    mayName: (path) => desk.takes(path),
  });
  workspace.onProblem(() => changed.send(null));
  const uploads = new Uploads(
    () => workspace.path,
    () => uploadsOwner(workspace.db, newId),
    newId,
  );
  // Files handed over lie readable beside the workspace: of an encrypted one none stays once it is imported.
  await uploads.clean((name) => !workspace.encrypted && namedInNotebooks(workspace.db, name));
  const status = (): AppStatus => ({
    version: versionOf(root),
    host: options.host,
    engine: engines.info(),
    storage: workspace.problem,
    jobs: queue.counts,
  });
  const api = implementContract({
    ...{ log, file: () => workspace.path, done: auditing(workspace.audit, clock) },
    failed: auditingFailures(workspace.audit, clock),
    ...(options.entering === undefined ? {} : { entering: options.entering }),
    ...(options.away === undefined ? {} : { away: options.away }),
    as: (actor, work) => acting.run(actor ?? owner, () => work(actor ?? owner)),
  });
  const router = {
    app: appApi(api, { status, changed, file: () => workspace.path }),
    runs: runsApi(api, { training, workspace, notebooks }),
    privacy: privacyApi(api, workspace),
    audit: auditApi(api, workspace),
    links: linksApi(api, { workspace, desk: options.links ?? null, owner }),
    encryption: encryptionApi(api, options.door ?? fixedDoor(workspace)),
    person: personApi(api, { workspace, notebooks, uploads, queue, clock, newId }),
    workspace: workspaceApi(api, {
      ...{ workspace, notebooks, desk, uploads },
      samples: samplesIn(root),
    }),
    notebook: notebookApi(api, notebooks, () => smallestGroup(workspace.db)),
    tables: tablesApi(api, {
      tables: workspace.tables,
      summaries: new ColumnSummaries(workspace.db, workspace.tables),
      exports: new TableExports(workspace.tables, newId),
    }),
    files: filesApi(api, {
      ...{ uploads, notebooks, desk, folder },
      workspacePath: () => workspace.path,
      maskingKey: () => maskingKey(workspace.db),
    }),
    exports: exportsApi(api, {
      ...{ notebooks, desk, log, file: () => workspace.path },
      exporting: createExporting({
        ...{ workspace, predictor: training, recommending, appVersion: versionOf(root) },
        assets: builtAssets(root),
      }),
    }),
  };

  let closed = false;
  // Not while the window comes up, and never for a run without one: that one starts what it needs.
  const warming = setTimeout(() => {
    engines.warmUp().catch((error: unknown) => {
      // Closing may come first.
      if (!closed) log(`engine not warmed up: ${String(error)}`);
    });
  }, warmUpAfterMs);
  if (options.host === 'cli') clearTimeout(warming);

  return {
    /** The contract, served: hosts carry it to their clients. */
    router,
    status,
    audit: workspace.audit,
    /** After how many minutes without anybody it is to be locked. */
    idle: {
      minutes: () => idleMinutes(workspace.db),
      set: (minutes: number | null) => setIdleMinutes(workspace.db, minutes),
    },
    /** The user has shown this path: in a dialog, by dropping it, on the command line. */
    offer: (path: string): void => desk.offer(path),
    /** Where the workspace lies: another path once it was saved to one. */
    workspacePath: (): string => workspace.path,
    /** Whether anything trains now, so that closing deserves a question. */
    busy: (): boolean => training.running > 0,
    /** Stops what runs, keeping what it has, and closes the workspace. */
    async close(): Promise<void> {
      closed = true;
      clearTimeout(warming);
      notebooks.close();
      await uploads.close();
      await training.close();
      await recommending.close();
      engines.close();
      await queue.idle();
      await audited;
      workspace.close();
    },
  };
}

function versionOf(root: string): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
