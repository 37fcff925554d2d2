import type { Example } from '#shared/teaching/examples/example.ts';
import type { LossName } from '#shared/model/net/model-spec.ts';
import { shownText } from '#shared/teaching/shown.ts';
import { textsIn } from '#shared/languages/area.ts';
import { punctuations } from '#shared/languages/index.ts';
import type { Locale } from '#shared/locale.ts';
import { m } from '../i18n/paraglide/messages.js';

const lossWords: Record<LossName, typeof m.teaching_sheet_loss_huber> = {
  binaryCrossentropy: m.teaching_sheet_loss_binary_crossentropy,
  categoricalCrossentropy: m.teaching_sheet_loss_categorical_crossentropy,
  meanSquaredError: m.teaching_sheet_loss_mean_squared_error,
  meanAbsoluteError: m.teaching_sheet_loss_mean_absolute_error,
  huber: m.teaching_sheet_loss_huber,
};

/** A net in one line: activations, loss, optimiser and rate, then masks and penalties where it has them. */
export function netAbout(net: Example, locale: Locale): string {
  const { spec, optimizer, learningRate } = net;
  const dense = spec.layers.filter((layer) => layer.type === 'dense');
  const output = spec.output.activation;
  const hidden = [...new Set(dense.map(({ activation }) => activation))].join(', ');
  const activation =
    dense.length === 0
      ? m.teaching_sheet_activation_output({ output }, { locale })
      : m.teaching_sheet_activations({ hidden, output }, { locale });
  const parts = [
    m.teaching_sheet_net_about(
      {
        activation,
        loss: lossWords[spec.output.loss]({}, { locale }),
        optimizer: optimizer.type === 'sgd' ? 'SGD' : 'Adam (β₁ = 0.9, β₂ = 0.999)',
        rate: String(learningRate),
      },
      { locale },
    ),
    ...dropouts(net, locale),
    ...new Set(
      dense.flatMap(({ l2 }) => (l2 > 0 ? [m.teaching_sheet_penalty({ l2 }, { locale })] : [])),
    ),
  ];
  return parts.join(textsIn(punctuations, locale).semicolon);
}

function dropouts({ spec, dropoutKeep }: Example, locale: Locale): string[] {
  let layer = 0;
  let mask = 0;
  return spec.layers.flatMap((own) => {
    if (own.type === 'dense') layer += 1;
    if (own.type !== 'dropout') return [];
    const masks = (dropoutKeep[mask] ?? []).map((row) => row.join('')).join(', ');
    mask += 1;
    return [m.teaching_sheet_dropout({ layer, rate: shownText(own.rate, 2), masks }, { locale })];
  });
}
