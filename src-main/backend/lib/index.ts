export { Broadcast } from './broadcast.ts';
export { canonicalJson } from './canonical-json.ts';
export { endWhenAlone } from './end-when-alone.ts';
export { expectedBy } from './expected-by.ts';
export {
  filesUnderWay,
  linkedOutside,
  openRegular,
  pathKind,
  readAt,
  readTextFile,
  refuseSpecial,
} from './files/index.ts';
export { finiteOrNull } from './finite-or-null.ts';
export type { Log } from './log.ts';
export { createPacer } from './pacer.ts';
export { sha256 } from './sha256.ts';
export { decodeStored, encodeStored } from './stored-value.ts';
export { createSystemBelow } from './system-random.ts';
export { userName } from './user-name.ts';
export { followTask, startProcess, startWorker } from './task.ts';
export { inProcess, onThread } from './task-end.ts';
export type { Work } from './work.ts';
export {
  deflated,
  utf8Names,
  zipDirectory,
  zipHeader,
  zipSizes,
  type ZipMember,
} from './zip-record.ts';
