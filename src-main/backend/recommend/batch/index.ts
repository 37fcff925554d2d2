export { idsShown, nobodyHere } from './nobody-here.ts';
export { idsIn, recommendToAll } from './recommend-to-all.ts';
