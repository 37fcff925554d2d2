import { cellKind } from '../model/cells/index.ts';

/** Whether viewers see all or a part of a kind; of one that this version does not know, nothing. */
export const isForViewers = (kind: string): boolean => cellKind(kind)?.viewers !== undefined;

/** Whether results of a kind hold no row and no person. */
export const isPlain = (kind: string): boolean => cellKind(kind)?.viewers === 'all';
