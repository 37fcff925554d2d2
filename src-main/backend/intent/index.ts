export { makeIntent } from './make-intent.ts';
export { OpenIntents } from './open-intents.ts';
export { encodeIntent } from './stored-intent.ts';
