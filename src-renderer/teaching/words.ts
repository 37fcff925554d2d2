import type { Example } from '#shared/teaching/examples/example.ts';
import type { Verdict } from '#shared/teaching/judge.ts';
import type { Mistake } from '#shared/teaching/mistakes.ts';
import type { Choice, Place, Question } from '#shared/teaching/question.ts';
import { shownText } from '#shared/teaching/shown.ts';
import { textsIn } from '#shared/languages/area.ts';
import { punctuations } from '#shared/languages/index.ts';
import type { Locale } from '#shared/locale.ts';
import * as messages from '../i18n/paraglide/messages.js';
import { m } from '../i18n/paraglide/messages.js';
import { getLocale } from '../i18n/paraglide/runtime.js';

type Params = Record<string, string | number>;

const byKey = new Map<string, unknown>(Object.entries(messages));

/** Names of a net's inputs, and how many hidden layers and outputs it has. */
export type NetNames = { input: (index: number) => string; hidden: number; outputs: number };

export function exampleNames(example: Example, locale: Locale = getLocale()): NetNames {
  const { inputs, spec } = example;
  return {
    input: (index) => {
      const name = inputs[index];
      return name === undefined ? String(index + 1) : (family('input', name, {}, locale) ?? name);
    },
    hidden: spec.layers.filter(({ type }) => type === 'dense').length,
    outputs: spec.output.units,
  };
}

/** A question in one sentence: “What is δ of unit 2 of hidden layer 1?” */
export function questionText(
  { kind, place }: Question,
  names: NetNames,
  locale: Locale = getLocale(),
): string {
  const text = family('ask', kind, { place: placeText(place, names, locale) }, locale) ?? kind;
  // A number and a Chinese character stand apart.
  return text.replace(/(\d)(?=[\u4e00-\u9fff])/g, '$1 ');
}

/** A kind of question in words, whatever it is asked about. */
export function questionName(kind: string, locale: Locale = getLocale()): string {
  return family('ask', kind, { place: '…' }, locale) ?? kind;
}

/** “Row 3” where the question is about one row; null where it is about the batch. */
export function rowText({ place, kind }: Question, locale: Locale = getLocale()): string | null {
  const ofBatch = ['batchMean', 'update', 'weightMove', 'lossAfter', 'difference', 'penalty'];
  if (ofBatch.includes(kind) || kind.startsWith('adam')) return null;
  return m.teaching_row({ row: place.row + 1 }, { locale });
}

/** A unit, an input or a weight in words. */
export function placeText(place: Place, names: NetNames, locale: Locale = getLocale()): string {
  const { layer, unit, from } = place;
  const to = unitText(layer, unit, names, locale);
  if (from === null) return to;
  return m.teaching_place_weight({ from: beforeText(layer, from, names, locale), to }, { locale });
}

export function choiceText(choice: Choice, locale: Locale = getLocale()): string {
  return family('choice', choice, {}, locale) ?? choice;
}

/** What is said about an answer: right, the mistake and what is still needed, or honestly that it cannot be told. */
export function verdictText(verdict: Verdict, locale: Locale = getLocale()): string {
  if (verdict.verdict === 'right') return m.teaching_verdict_right({}, { locale });
  if (verdict.verdict === 'wrong') return m.teaching_verdict_wrong({}, { locale });
  if (verdict.verdict === 'ambiguous') {
    const list = verdict.mistakes.map((mistake) => `• ${mistakeText(mistake, null, locale)}`);
    return [m.teaching_verdict_ambiguous({}, { locale }), ...list].join('\n');
  }
  return mistakeText(verdict.mistake, verdict.hint, locale);
}

export function mistakeText(
  mistake: Mistake,
  hint: number | null,
  locale: Locale = getLocale(),
): string {
  const sentence = family('mistake', mistake, {}, locale) ?? mistake;
  if (hint === null) return sentence;
  const shown = shownText(hint, Number.isInteger(hint) ? 0 : undefined);
  const rest = family('hint', mistake, { hint: shown }, locale);
  return rest === null ? sentence : `${sentence}${textsIn(punctuations, locale).between}${rest}`;
}

/** Title of a lesson that comes with Portrait. */
export function lessonTitle(name: string, locale: Locale = getLocale()): string {
  return family('lesson', name, {}, locale) ?? name;
}

/** What the teacher may want to say at a step (from 0) of such a lesson. */
export function lessonNote(name: string, step: number, locale: Locale = getLocale()): string {
  return family('note', `${name}_${step + 1}`, {}, locale) ?? '';
}

export function hiddenText(
  hidden: 'nothing' | 'lastFactor' | 'all',
  locale: Locale = getLocale(),
): string {
  return family('hidden', hidden, {}, locale) ?? hidden;
}

function unitText(layer: string, unit: number, names: NetNames, locale: Locale): string {
  if (layer === 'input') return m.teaching_place_input({ input: names.input(unit) }, { locale });
  if (layer === 'output') {
    if (names.outputs === 1) return m.teaching_place_output({}, { locale });
    return m.teaching_place_output_unit({ unit: unit + 1 }, { locale });
  }
  if (layer.startsWith('dropout'))
    return m.teaching_place_dropout_unit({ unit: unit + 1 }, { locale });
  if (layer.startsWith('batch_norm'))
    return m.teaching_place_norm_unit({ unit: unit + 1 }, { locale });
  return m.teaching_place_unit({ unit: unit + 1, layer: hiddenNumber(layer, names) }, { locale });
}

function beforeText(layer: string, from: number, names: NetNames, locale: Locale): string {
  const before = hiddenNumber(layer, names) - 1;
  if (before === 0) return m.teaching_place_input({ input: names.input(from) }, { locale });
  return m.teaching_place_unit({ unit: from + 1, layer: before }, { locale });
}

/** Hidden layers count from 1; the output comes after the last. */
function hiddenNumber(layer: string, { hidden }: NetNames): number {
  return layer === 'output' ? hidden + 1 : Number(layer.split('_').at(-1));
}

/** A message of a family by the name of what it is about; null where there is none. */
function family(group: string, name: string, params: Params, locale: Locale): string | null {
  const key = `teaching_${group}_${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()}`;
  const message = byKey.get(key);
  if (typeof message !== 'function') return null;
  const text = (message as (...given: object[]) => unknown)(params, { locale });
  return typeof text === 'string' ? text : null;
}
