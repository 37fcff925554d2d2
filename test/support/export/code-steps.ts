import type { FittedPrep, FittedStep } from '../../../shared/model/prep.ts';
import { everyStep, preparation } from './every-step.ts';

/** Truth values in words of their own, as a file wrote them. */
const columns = everyStep.columns.map((column) =>
  column.name === 'member' ? { ...column, words: ['nein', 'ja'] as [string, string] } : column,
);
const others = everyStep.steps.filter(({ column }) => column !== 'member');
const worded: FittedStep[] = [
  { type: 'oneHot', column: 'member', values: ['ja', 'nein'], other: true, missing: true },
  { type: 'ordinal', column: 'member', values: ['nein', 'ja'], unseen: 0.25, missing: false },
  { type: 'frequency', column: 'member', values: ['ja'], shares: [0.7], missing: true },
];
const hashed: FittedStep[] = ['city', 'plan type', 'pages', 'rate', 'member', 'joined'].map(
  (column, at) => ({
    type: 'hash',
    column,
    buckets: [64, 7, 1, 4096, 2, 16][at] ?? 8,
    missing: at < 3,
  }),
);

const terms = ['a', '北京', 'b', 'red', 'blue', 'red blue', 'é', 'x', 'basic'];
const text = { type: 'tfidf' as const, terms, weights: terms.map((_, at) => 1 + at / 7) };
const read: FittedStep[] = [
  { ...text, column: 'city', pairs: false, directions: null, missing: true },
  { ...text, column: 'colours', pairs: true, directions: null, missing: false },
  {
    ...{ ...text, column: 'tags', pairs: true, missing: true },
    directions: [0, 1, 2].map((turn) => terms.map((_, at) => Math.sin(at + turn))),
  },
];

const of = (steps: FittedStep[]): FittedPrep => preparation(columns, steps, everyStep.label);

/** What a graph cannot hold and Python can: hashes; and truth values in words. */
export const hashedSteps = of([...others, ...worded, ...hashed]);
/** The same, and texts read word by word, which only our own runtime does. */
export const allSteps = of([...others, ...worded, ...hashed, ...read]);
