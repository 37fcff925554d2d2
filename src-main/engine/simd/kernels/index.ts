export { solveRows } from './conjugate-gradients';
export { learnPairs } from './pairs';
export { sumRows } from './rows';
