export { makeAnonymous } from './make-anonymous.ts';
