export { errors } from './errors/index.ts';
export { issue } from './issue.ts';
export { punctuation } from './punctuation.ts';
