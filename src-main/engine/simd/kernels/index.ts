export { solveRows } from './conjugate-gradients';
export { learnPairs } from './pairs';
