import { PortraitError } from '#shared/errors/index.ts';
import type { NetTrial, Searched } from '#shared/model/cells/tune-net.ts';
import type { Json } from '#shared/model/json.ts';
import { netChoice, type NetChoice } from '#shared/model/net/net-choice.ts';
import type { Random } from '#shared/random/index.ts';

export type Setting = NetTrial['settings'][number];
/** Coordinates in the unit cube, one a searched setting: of a range the place in it, of a list the index over its length. */
export type Point = number[];

/** Settings that only whole numbers make sense of. */
const whole: readonly Searched['name'][] = ['depth', 'units', 'batchSize'];

/** @throws cell_settings_invalid where a range is none, a setting is searched twice, or a value is not one the setting takes */
export function checkSpace(base: NetChoice, space: readonly Searched[]): void {
  space.forEach((one, at) => {
    const path = `space.${at}`;
    if (space.findIndex(({ name }) => name === one.name) !== at)
      throw invalid(path, `${one.name} is searched twice`);
    if (one.type === 'range' && !(one.low < one.high && (!one.log || one.low > 0)))
      throw invalid(path, `${one.low} … ${one.high}`);
    const tried = one.type === 'list' ? one.values : [one.low, one.high];
    for (const value of tried) choiceOf(base, [{ name: one.name, value }]);
  });
}

/** The base with the settings of one trial. Throws cell_settings_invalid. */
export function choiceOf(base: NetChoice, settings: readonly Setting[]): NetChoice {
  const changed = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  const parsed = netChoice.safeParse({ ...base, ...changed });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(issue?.path.join('.') ?? '', issue?.message ?? '');
}

function invalid(path: string, detail: string): PortraitError {
  return new PortraitError('cell_settings_invalid', { path, detail });
}

/** What a point stands for. */
export function settingsAt(space: readonly Searched[], point: Point): Setting[] {
  return space.map((one, at) => ({ name: one.name, value: valueAt(one, point[at]!) }));
}

function valueAt(one: Searched, place: number): Json {
  if (one.type === 'list')
    return one.values[Math.min(one.values.length - 1, Math.floor(place * one.values.length))]!;
  const { low, high, log, name } = one;
  const exact = log ? low * (high / low) ** place : low + (high - low) * place;
  if (whole.includes(name)) return Math.min(high, Math.max(low, Math.round(exact)));
  return Math.min(high, Math.max(low, Number(exact.toPrecision(6))));
}

/** The middle of what stands for the same value. */
export function pointOf(space: readonly Searched[], settings: readonly Setting[]): Point {
  return space.map((one) => {
    const value = settings.find(({ name }) => name === one.name)?.value ?? null;
    if (one.type === 'list') {
      const found = one.values.findIndex((other) => sameSetting(other, value));
      return (Math.max(0, found) + 0.5) / one.values.length;
    }
    const number = Number(value);
    const { low, high, log } = one;
    return log
      ? Math.log(number / low) / Math.log(high / low)
      : (number - low) / Math.max(1e-300, high - low);
  });
}

export function randomPoint(space: readonly Searched[], random: Random): Point {
  return space.map(() => random.next());
}

/** How many different values a setting has; Infinity for a range of numbers that are not whole. */
export function valuesOf(one: Searched): number {
  if (one.type === 'list') return one.values.length;
  return whole.includes(one.name) ? Math.floor(one.high) - Math.ceil(one.low) + 1 : Infinity;
}

/** Every combination, of a range `steps` values from end to end; the last setting changes fastest. */
export function* gridOf(space: readonly Searched[], steps: number): Iterable<Setting[]> {
  const values = space.map((one) =>
    one.type === 'list' ? one.values : distinct(cutRange(one, Math.min(steps, valuesOf(one)))),
  );
  const total = values.reduce((product, list) => product * list.length, 1);
  for (let number = 0; number < total; number++) {
    let rest = number;
    const settings: Setting[] = [];
    for (let at = space.length - 1; at >= 0; at--) {
      const list = values[at]!;
      settings.unshift({ name: space[at]!.name, value: list[rest % list.length]! });
      rest = Math.floor(rest / list.length);
    }
    yield settings;
  }
}

function cutRange(one: Searched, steps: number): Json[] {
  return Array.from({ length: steps }, (_, at) => valueAt(one, at / Math.max(1, steps - 1)));
}

function distinct(values: readonly Json[]): Json[] {
  return values.filter((value, at) => values.findIndex((one) => sameSetting(one, value)) === at);
}

function sameSetting(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function settingsKey(settings: readonly Setting[]): string {
  return JSON.stringify(settings.map(({ value }) => value));
}
