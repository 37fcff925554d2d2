export { PathDesk } from './path-desk.ts';
export { userFolder, userKey } from './user-key.ts';
