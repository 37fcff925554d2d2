export { IntentAnswers } from './answer-intent.ts';
export { makeIntent } from './make-intent.ts';
export { encodeIntent } from './stored-intent.ts';
