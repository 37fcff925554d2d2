import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  readNotebook,
  samplesIn,
  writeNotebook,
} from '../../../../src-main/backend/export/index.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const samples = samplesIn(root);
const files = readdirSync(`${root}samples`);

describe('the samples', () => {
  it.each(files)('%s is valid and written the way Portrait writes', (name) => {
    const text = readFileSync(`${root}samples/${name}`, 'utf8');
    expect(writeNotebook(readNotebook(text))).toBe(text);
  });

  it('are all offered, with a title and what they are about', () => {
    const offered = samples.list('en');
    const ids = files.filter((name) => !name.includes('zh-CN')).map((name) => name.slice(0, -5));
    expect(offered.map(({ id }) => id).sort()).toEqual(ids.sort());
    for (const { title, about } of offered)
      expect(Math.min(title.length, about.length)).toBeGreaterThan(3);
  });

  it('are told in the language asked for, in words without Markdown', () => {
    expect(samples.list('zh-CN')[0]).toMatchObject({ id: 'first-steps', title: '入门' });
    expect(samples.list('en')[0]?.about).toContain('its people are made up by a seeded generator');
    for (const { about } of [...samples.list('en'), ...samples.list('zh-CN')])
      expect(about).not.toMatch(/[*`]|\]\(/);
  });

  it('speak the language asked for, where they can', () => {
    expect(samples.read('first-steps', 'zh-CN').title).toBe('入门');
    expect(samples.read('first-steps', 'en').title).toBe('First steps');
    expect(() => samples.read('../package', 'en')).toThrow('not_found');
  });

  it('do the same in both languages', () => {
    const [en, zh] = [samples.read('first-steps', 'en'), samples.read('first-steps', 'zh-CN')];
    const work = ({ cells }: typeof en) =>
      cells.filter(({ kind }) => kind !== 'note').map(({ name: _, ...rest }) => rest);
    expect(work(zh)).toEqual(work(en));
    expect(zh.cells.map(({ id }) => id)).toEqual(en.cells.map(({ id }) => id));
  });
});
