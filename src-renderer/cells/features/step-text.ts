import type { FittedPrep } from '#shared/model/prep.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

type Step = FittedPrep['steps'][number];
const shownValues = 12;

/** What a fitted step does to a value, in words and with its numbers. */
export function stepText(step: Step): string {
  const text = main(step);
  return step.missing ? `${text} ${m.features_step_missing()}` : text;
}

function main(step: Step): string {
  switch (step.type) {
    case 'numeric': {
      const numbers = {
        offset: readable(step.offset, 5),
        factor: readable(step.factor, 5),
        fill: readable(step.fill, 5),
      };
      return step.log ? m.features_step_numeric_log(numbers) : m.features_step_numeric(numbers);
    }
    case 'oneHot': {
      const values = listed(step.values);
      return step.other
        ? m.features_step_oneHot_other({ values })
        : m.features_step_oneHot({ values });
    }
    case 'ordinal':
      return m.features_step_ordinal({
        values: listed(step.values),
        unseen: readable(step.unseen),
      });
    case 'frequency':
      return m.features_step_frequency({
        values: listed(
          step.values.map((value, index) => `${value} ${readable(step.shares[index] ?? 0, 3)}`),
        ),
      });
    case 'target': {
      const [first] = step.outputs;
      const values = first
        ? listed(step.values.map((value, at) => `${value} ${readable(first.means[at] ?? 0, 3)}`))
        : '';
      const rest = { values, unseen: readable(first?.unseen ?? 0, 3) };
      return first?.name === null || first === undefined
        ? m.features_step_target(rest)
        : m.features_step_target_classes({ ...rest, value: first.name });
    }
    case 'hash':
      return m.features_step_hash({ buckets: readable(step.buckets) });
    case 'tfidf': {
      const terms = { terms: listed(step.terms), count: readable(step.terms.length) };
      return step.directions === null
        ? m.features_step_tfidf(terms)
        : m.features_step_tfidf_directions({ ...terms, n: readable(step.directions.length) });
    }
    case 'multiHot':
      return m.features_step_multiHot({ separator: step.separator, values: listed(step.values) });
    case 'dateParts':
      return m.features_step_dateParts({
        origin: new Date(step.origin).toISOString().slice(0, 10),
      });
  }
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, shownValues).join(', ');
  const more = values.length - shownValues;
  return more > 0 ? `${shown} ${m.features_step_more({ count: readable(more) })}` : shown;
}
