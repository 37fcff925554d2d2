export type { NewAuditEntry } from './audit/audit-log.ts';
export { AuditLog } from './audit/audit-log.ts';
export { auditCsv } from './audit/audit-csv.ts';
export { checkAuditLog } from './audit/check-file.ts';
export type { AuditRow } from './audit/chain.ts';
export { copiesBeside } from './file/backups.ts';
export { tensorBytes } from './runs/checkpoint-codec.ts';
export { noteCrashedRuns } from './runs/crashed-runs.ts';
export {
  openDatabaseFile,
  pageKeyOf,
  recoveryKeyOf,
  type DatabaseFile,
  type DataKey,
} from './encryption/index.ts';
export { keychainName, keychainNames } from './encryption/keychain-name.ts';
export { idleMinutes, setIdleMinutes } from './idle-lock.ts';
export { setSmallestGroup, smallestGroup } from './smallest-group.ts';
export {
  changePassphrase,
  createKey,
  decryptWorkspace,
  encryptWorkspace,
  isTypedBack,
  readableBeside,
  type NewKey,
} from './encryption/rewrite.ts';
export { isEncrypted, unlock } from './encryption/unlock.ts';
export {
  ErasedData,
  isDistinctive,
  plainIdentifier,
  plainLabel,
  suppressionHash,
} from './erased-data.ts';
export { maskingKey } from './masking-key.ts';
export {
  NotebookStore,
  type NotebookContent,
  type StoredNotebook,
} from './notebooks/notebook-store.ts';
export {
  ResultStore,
  type Artefacts,
  type Attempt,
  type Ingredients,
  type InputLink,
} from './result-store.ts';
export {
  RunStore,
  type NewRun,
  type RunProgress,
  type StepLosses,
  type StoredRun,
} from './runs/runs.ts';
export type { Cost } from './privacy-ledger.ts';
export { sqliteCode, storageError } from './sqlite-errors.ts';
export { storedJson } from './stored-json.ts';
export {
  columnsPerPiece,
  commonestValues,
  distinctValues,
  eachValue,
  keepSummary,
  keptSummary,
  pieceNames,
  PieceRows,
  quoted,
  sourceOf,
  TableStore,
  type TableWriter,
} from './tables/index.ts';
export { forgetWork, keepLatestWork, keepWork, keptWork } from './runs/kept-work.ts';
export { countTestLooks, noteTestLook } from './runs/test-looks.ts';
export { namedInNotebooks, notebookTexts } from './notebooks/named-in-notebooks.ts';
export { uploadsOwner } from './uploads-owner.ts';
export * from './person/index.ts';
export { rewriteTexts } from './rewrite-texts.ts';
export type { Marks } from './marks.ts';
export { noteRemovals } from './rewriting.ts';
export type { BlobStore } from './blob-store.ts';
export { Workspace, type WorkspaceDeps } from './workspace.ts';
