import type { Json } from '#shared/model/json.ts';
import type { Field } from '../recommend/fields.ts';
import { readLayers } from '../recommend/layers.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** Values of a setting as text to be edited: numbers parted by commas, layers by semicolons. */
export function valuesText(values: readonly Json[]): string {
  return values.some(Array.isArray)
    ? values.map((value) => (Array.isArray(value) ? value.join(' × ') : String(value))).join('; ')
    : values.map(String).join(', ');
}

/** Values from such text, each once; null where one of them is none or out of the field’s range. */
export function readValues(text: string, field: Field): Json[] | null {
  if (field.kind === 'layers') {
    const layers = parts(text, /[;；]/u).map(readLayers);
    return layers.length > 0 && layers.every((one) => one !== null) ? layers : null;
  }
  if (field.kind !== 'number') return null;
  const numbers = parts(text, /[\s,，、;；]+/u).map(Number);
  const { min, max = Infinity, integer = false } = field;
  const fine = numbers.every(
    (value) =>
      Number.isFinite(value) &&
      value >= min &&
      value <= max &&
      (!integer || Number.isInteger(value)),
  );
  return fine && numbers.length > 0 ? [...new Set(numbers)] : null;
}

/** One value for reading. */
export function valueText(value: Json, field: Field | undefined): string {
  if (typeof value === 'number') return readable(value, 6);
  if (typeof value === 'boolean') return value ? m.tune_on() : m.tune_off();
  if (Array.isArray(value)) return value.join(' × ');
  if (field?.kind === 'choice')
    return field.options.find((option) => option.value === value)?.label() ?? String(value);
  return String(value);
}

function parts(text: string, by: RegExp): string[] {
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
