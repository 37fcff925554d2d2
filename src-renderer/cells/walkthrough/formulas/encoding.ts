import type { FittedStep } from '#shared/model/prep.ts';
import type { CellValue, ValueKind } from '#shared/model/table.ts';
import { unknownColumn, valueNumber, valueText } from '#shared/encoding/index.ts';
import type { WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import { entry } from '#shared/network/matrix.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import type { Look } from '../look.ts';
import { digitsGiving, part, tex, texWords } from '../numbers.ts';
import { partOf } from '../parts.ts';
import type { Formula } from './formula.ts';

/** How the raw value of an input became the number that the net sees. */
export function encodingFormula(
  look: Look,
  { prep }: WalkthroughOutput,
  names: readonly string[],
  hidden: boolean,
): Formula {
  const { walk, choice, row, digits } = look;
  const feature = choice.from;
  const column = prep.origins[feature] ?? 0;
  const raw = walk.raw[row]?.[column] ?? null;
  const step = prep.steps.find((one) => one.column === prep.columns[column]?.name);
  const x = entry(walk.input.batch.x[row] ?? [], feature);
  const name = names[feature] ?? '';
  return {
    left: part(partOf.out(0, feature), `x_{${feature + 1}}`),
    ...(step && !hidden
      ? written(step, { raw, kind: prep.columns[column] ?? unknownColumn }, name, x, digits)
      : { symbols: texWords(name), numbers: [] }),
    result: tex(x, digits),
  };
}

function written(
  step: FittedStep,
  { raw, kind }: { raw: CellValue; kind: ValueKind },
  name: string,
  x: number,
  least: number,
): Pick<Formula, 'symbols' | 'numbers'> {
  const word = texWords(step.column);
  if (step.type === 'numeric') {
    const value = valueNumber(raw) ?? step.fill;
    const seen = step.log ? Math.sign(value) * Math.log1p(Math.abs(value)) : value;
    const symbols = step.log ? `\\ln(1+${word})` : word;
    const deviation = 1 / step.factor;
    const digits = digitsGiving(
      x,
      least,
      (d) => (shownValue(seen, d) - shownValue(step.offset, d)) / shownValue(deviation, d),
    );
    return {
      symbols: `\\dfrac{${symbols} - \\mu}{s}`,
      numbers: [
        `\\dfrac{${tex(seen, digits)} - ${tex(step.offset, digits, true)}}{${tex(deviation, digits)}}`,
      ],
    };
  }
  const text = valueText(raw, kind);
  const value = text === null ? '?' : texWords(text);
  if (step.type === 'oneHot') {
    const wanted = name.startsWith(`${step.column}=`) ? name.slice(step.column.length + 1) : name;
    return {
      symbols: `\\bigl[\\,${word} = ${texWords(wanted)}\\,\\bigr]`,
      numbers: [`\\bigl[\\,${value} = ${texWords(wanted)}\\,\\bigr]`],
    };
  }
  if (step.type === 'ordinal') {
    const place = text === null ? -1 : step.values.indexOf(text);
    return {
      symbols: `\\dfrac{\\operatorname{pos}(${value}) - 1}{n - 1}`,
      numbers: place < 0 ? [] : [`\\dfrac{${place + 1} - 1}{${step.values.length} - 1}`],
    };
  }
  if (step.type === 'target') {
    return { symbols: `\\dfrac{\\overline{y}_{${word}} - \\mu}{s}`, numbers: [] };
  }
  return { symbols: word, numbers: [value] };
}
