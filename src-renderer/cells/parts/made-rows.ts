import type { EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import { train, type TrainOutput } from '#shared/model/cells/train.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** What a run learnt beside its training rows. */
export function madeText({ type, rows }: NonNullable<TrainOutput['augmented']>): string {
  if (rows === 0) return m.train_made_no_rows();
  const made = { rows: readable(rows) };
  switch (type) {
    case 'smote':
      return m.train_made_said_smote(made);
    case 'mixup':
      return m.train_made_said_mixup(made);
    case 'noise':
      return m.train_made_said_noise(made);
  }
}

/** Why probabilities of a run are none to be taken as they are; null where made rows change nothing about them. */
export function calibrationLost(run: unknown, output: EvaluateOutput | null): string | null {
  const { augmented } = train.output.safeParse(run).data ?? {};
  if (augmented === undefined || augmented.rows === 0 || output?.kind === 'number') return null;
  if (augmented.type === 'noise') return null;
  return augmented.type === 'smote'
    ? m.evaluate_made_smote({ rows: readable(augmented.rows) })
    : m.evaluate_made_mixup({ rows: readable(augmented.rows) });
}
