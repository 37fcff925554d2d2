export { eventRows } from './event-rows.ts';
export { popularModel } from './fallback.ts';
export { explain, inCommon } from './explain.ts';
export { testUsersOf } from './failing.ts';
export { inputOf, lists, type Asked as UserQuestion } from './lists.ts';
export { person } from './person.ts';
export { searchItems, searchUsers } from './search.ts';
export { UserViews } from './user-view.ts';
