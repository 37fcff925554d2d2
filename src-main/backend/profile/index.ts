export { freshness } from './freshness.ts';
export { historyOf, lastTime } from './history.ts';
export { nearestUsers } from './nearest-users.ts';
export { ProfileUpdate } from './profile-update.ts';
export { profileUsers } from './profiling.ts';
export { renameSegments, writeSegments } from './segments/segment-table.ts';
export { decodeProfile, encodeProfile, type StoredProfile } from './stored-profile.ts';
