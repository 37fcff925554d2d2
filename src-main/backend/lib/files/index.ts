export { filesUnderWay } from './deadline.ts';
export { pathKind, type PathKind } from './path-kind.ts';
export {
  fileError,
  openRegular,
  readAt,
  readChunks,
  readTextFile,
  refuseSpecial,
  type RegularFile,
} from './regular-file.ts';
