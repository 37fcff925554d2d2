import type { TuneNetOutput } from '#shared/model/cells/tune-net.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { valueName } from './words.ts';

/** How the best was chosen, one sentence a matter. */
export function searchSentences(output: TuneNetOutput): string[] {
  const { folds, scheme, trials, resumed } = output;
  const mean = (part: 'train' | 'validation'): string =>
    readable(Math.round(folds.reduce((sum, fold) => sum + fold[part], 0) / folds.length));
  const rows = { train: mean('train'), validation: mean('validation') };
  const failed = trials.filter(({ error }) => error !== null).length;
  return [
    scheme === 'holdout'
      ? m.tune_net_protocol_holdout(rows)
      : m.tune_net_protocol_folds({
          ...rows,
          folds: readable(folds.length),
          scheme: valueName(scheme),
        }),
    m.tune_net_protocol_prep(),
    ...(resumed > 0 ? [m.tune_net_protocol_resumed({ count: readable(resumed) })] : []),
    ...(failed > 0 ? [m.tune_net_protocol_failed({ count: readable(failed) })] : []),
  ];
}
