export { filesUnderWay } from './deadline.ts';
export { linkedOutside } from './linked-outside.ts';
export { pathKind } from './path-kind.ts';
export {
  fileError,
  openRegular,
  readAt,
  readChunks,
  readTextFile,
  refuseSpecial,
} from './regular-file.ts';
