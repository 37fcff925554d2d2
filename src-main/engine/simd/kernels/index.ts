export { gramOfRows } from './gram';
export { learnPairs } from './pairs';
export { sumRows } from './rows';
export { run } from './together';
