import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cellKinds } from '#shared/model/cells/index.ts';
import type { CellState, StaleReason } from '#shared/notebook/cell-state.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { choiceTypes, typeName } from '../../../src-renderer/recommenders/names.ts';
import { locales } from '#shared/locale.ts';
import { locale } from '../../../src-renderer/i18n/locale.svelte.ts';
import { word } from '../../../src-renderer/i18n/word.ts';
import {
  allReasons,
  reasonWords,
  stageWord,
} from '../../../src-renderer/notebook/cell/state-words.ts';

afterEach(() => {
  locale.current = 'en';
});

const cell = (id: string, kind: string) => ({
  ...{ id, kind, name: id, settings: {}, inputs: {}, collapsed: false },
});
const document: Notebook = {
  ...{ format: 'portrait-notebook', version: 1, title: '', seed: 1 },
  cells: [
    ...[cell('Clean', 'clean'), cell('Train', 'train'), cell('Tune', 'tune')],
    ...[cell('Recommend', 'recommend'), cell('Interactions', 'interactions')],
  ],
};
const change = (path: (string | number)[], before: number, after: number): StaleReason => ({
  ...{ type: 'setting', cell: 'Train', path, before, after },
});

describe('why a result is stale', () => {
  it('names the setting, its new value and its old one, in either language', () => {
    const reason = change(['batchSize'], 32, 64);
    expect(reasonWords(reason, document, 'Train')).toBe('Changed here: batch size is 64, was 32.');
    locale.current = 'zh-CN';
    expect(reasonWords(reason, document, 'Train')).toMatch(/批大小.*64.*32/);
  });

  it.each([
    ['Recommend', ['algorithm'], { type: 'ease', lambda: 5 }, { type: 'bpr', factors: 8 }],
    ['Tune', ['algorithm'], { type: 'ease', lambda: 5 }, { type: 'bpr', factors: 8 }],
  ])('calls recommenders as the picker of the cell does (%s)', (id, path, before, after) => {
    for (const language of locales) {
      locale.current = language;
      const words = reasonWords({ type: 'setting', cell: id, path, before, after }, document, id);
      expect(words).toContain(typeName('bpr'));
      expect(words).toContain(typeName('ease'));
    }
  });

  it('shows a column as it is called, also where its name is a word of the program', () => {
    const column: StaleReason = {
      ...{ type: 'setting', cell: 'Interactions', path: ['time'], before: null, after: 'time' },
    };
    expect(reasonWords(column, document, 'Interactions')).toContain('time column is time, was');
    const split: StaleReason = {
      ...{ type: 'setting', cell: 'Interactions', path: ['split', 'kind'] },
      ...{ before: 'time', after: 'last' },
    };
    expect(reasonWords(split, document, 'Interactions')).toMatch(/latest per user, was by time/);
  });

  it('lists what was added by its own words, not as program text', () => {
    const kinds: StaleReason = {
      ...{ type: 'setting', cell: 'Interactions', path: ['kinds'] },
      ...{ before: [], after: [{ value: 'purchase', weight: 6 }] },
    };
    expect(reasonWords(kinds, document, 'Interactions')).toContain('purchase 6 added');
    const space: StaleReason = {
      ...{ type: 'setting', cell: 'Tune', path: ['space'] },
      ...{ before: [], after: [{ name: 'learningRate', values: [0.1] }] },
    };
    expect(reasonWords(space, document, 'Tune')).toContain('learning rate added');
  });

  it('names the cell where it is another one', () => {
    expect(reasonWords(change(['epochs'], 10, 20), document, 'Clean')).toContain('Train');
    expect(reasonWords({ type: 'upstream', cell: 'Clean' }, document, 'Train')).toContain('Clean');
    const gone: StaleReason = { type: 'upstream', cell: 'nobody' };
    expect(reasonWords(gone, document, 'Train')).toContain('deleted');
  });
});

describe('words looked up by name', () => {
  it('say a stage nobody has named yet as work', () => {
    expect(stageWord('training')).toBe('Training');
    expect(stageWord('no such stage')).toBe('Working');
  });

  it.each(locales)('exist for every slot and every setting of every kind (%s)', (language) => {
    locale.current = language;
    const missing = cellKinds.flatMap(({ kind, slots, settings }) => [
      ...slots.filter(({ name }) => word('slot', name, kind) === null).map((s) => `slot ${s.name}`),
      ...settingKeys(z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }))
        .filter((key) => word('setting', key, kind) === null)
        .map((key) => `setting ${kind}.${key}`),
    ]);
    expect(missing).toEqual([]);
  });

  it.each(locales)(
    'exist for every value one can choose, and are the picker’s (%s)',
    (language) => {
      locale.current = language;
      const missing = cellKinds.flatMap(({ kind, settings }) =>
        choices(z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }))
          .filter((value) => !ownNames.test(value) && word('value', value, kind) === null)
          .map((value) => `${kind}: ${value}`),
      );
      expect(missing).toEqual([]);
      for (const type of choiceTypes) expect(word('value', type, 'recommend')).toBe(typeName(type));
    },
  );
});

/** Encodings and activation functions go by these names everywhere, and marks without a letter are shown as they are. */
const ownNames =
  /^([^a-z0-9]*|utf-8|utf-16[bl]e|gb18030|big5|shift_jis|euc-(jp|kr)|koi8-r|windows-125\d|latin1|linear|sigmoid|softmax|softplus|swish|tanh|[gs]?elu|relu|leakyRelu)$/;

/** Texts that a schema lets one choose from. */
function choices(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = [
    ...('enum' in schema && Array.isArray(schema.enum) ? Array.from<unknown>(schema.enum) : []),
    ...('const' in schema ? [schema.const] : []),
  ];
  return [
    ...own.filter((value) => typeof value === 'string'),
    ...Object.values(schema).flatMap(choices),
  ];
}

/** Names of all properties anywhere in a schema. */
function settingKeys(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = 'properties' in schema ? Object.keys(Object(schema.properties)) : [];
  return [...properties, ...Object.values(schema).flatMap(settingKeys)];
}

describe('the reasons of a state', () => {
  const state = (more: Partial<CellState>): CellState => ({
    ...{ cell: 'Train', status: 'stale', reasons: [{ type: 'never_run' }], progress: null },
    ...{ error: null, address: null, shown: null, milliseconds: null, run: null },
    ...more,
  });

  it('say that a cell was never run only while nobody tried', () => {
    expect(allReasons(state({}), document)).toEqual(['It has not been run yet.']);
    expect(allReasons(state({ status: 'running' }), document)).toEqual([]);
  });

  it('begin with what went wrong where it failed, then what has changed', () => {
    const reasons = [change(['batchSize'], 32, 64)];
    const error = { code: 'disk_full', params: {} } as const;
    expect(allReasons(state({ status: 'failed', error }), document)).toEqual(['The disk is full.']);
    expect(allReasons(state({ status: 'failed', error, reasons }), document)).toEqual([
      'The disk is full.',
      'Changed here: batch size is 64, was 32.',
    ]);
  });
});
