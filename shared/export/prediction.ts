import type { ExportedModel } from './exported-model.ts';
import type { Score } from './score.ts';
import type { Prediction } from './service-types.ts';

/**
 * Puts a score under names. Two classes: the positive one's probability, and the label by the threshold; several: each one's;
 * numbers: the value in the label's own unit.
 */
export function prediction(
  { prep }: Pick<ExportedModel, 'prep'>,
  { scores, class: found, unseen, unread, outside }: Score,
): Prediction {
  const { kind, classes } = prep.label;
  const told = { unseen, unread, outside };
  if (kind === 'number') return { value: scores[0] ?? NaN, ...told };
  const label = classes[found ?? 0] ?? '';
  if (kind === 'binary') return { label, probability: scores[0] ?? NaN, ...told };
  const probabilities = Object.fromEntries(classes.map((name, at) => [name, scores[at] ?? NaN]));
  return { label, probabilities, ...told };
}
