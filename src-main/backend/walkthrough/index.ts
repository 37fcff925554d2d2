export { exampleStep } from './example-step.ts';
export { feedOf, stepOf, type WalkSource } from './step.ts';
