import {
  decideTime,
  newTimeEvidence,
  noteTime,
  readTimeText,
  type TimeDecision,
  type TimeHints,
  type TimeRefusal,
} from '../../../../../shared/values/time/index.ts';

/** A column's decision and its values as tables would store them; null for what was not read. */
export function readColumn(
  values: readonly (string | number)[],
  hints: TimeHints = {},
): { decision: TimeDecision; read: (string | null)[] } {
  const outcome = outcomeOf(values, hints);
  if ('refusal' in outcome) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  const { decision } = outcome;
  const read = values.map((value) => readTimeText(value, decision.format) ?? null);
  return { decision, read };
}

export function refusalOf(values: readonly (string | number)[]): TimeRefusal {
  const outcome = outcomeOf(values, {});
  if ('decision' in outcome) throw new Error(`read: ${JSON.stringify(outcome.decision)}`);
  return outcome.refusal;
}

function outcomeOf(values: readonly (string | number)[], hints: TimeHints) {
  const evidence = newTimeEvidence();
  for (const value of values) noteTime(evidence, value);
  return decideTime(evidence, hints);
}
