import type { TuneOutput } from '#shared/model/cells/tune.ts';
import { toMinute } from '../../format/to-minute.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** How the best was chosen, one sentence a matter; first of all whether the search was stopped early. */
export function searchSentences(output: TuneOutput): string[] {
  const { trials, validation, stopped } = output;
  const failed = trials.filter((trial) => trial.score === null).length;
  const counts = { pairs: readable(validation.pairs), users: readable(validation.users) };
  return [
    triedSentence(output),
    validation.split === 'time'
      ? m.tune_validated_time({ ...counts, cut: toMinute(validation.cut) })
      : m.tune_validated_random(counts),
    stopped ? m.tune_stopped_best() : m.tune_never_looked(),
    ...(failed > 0 ? [m.tune_failed({ n: failed, failed: readable(failed) })] : []),
  ];
}

function triedSentence({ trials, combinations, stopped }: TuneOutput): string {
  const made = readable(trials.length);
  if (stopped) return m.tune_stopped_after({ trials: made, planned: readable(stopped.planned) });
  return trials.length === combinations
    ? m.tune_tried_all({ trials: made })
    : m.tune_tried_some({ trials: made, combinations: readable(combinations) });
}
