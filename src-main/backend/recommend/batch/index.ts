export { idsIn, recommendToAll } from './recommend-to-all.ts';
