import { describe, expect, it } from 'vitest';
import { clusters } from '#shared/linkage/clusters.ts';
import { personValue } from '#shared/linkage/person-value.ts';

const pace = () => Promise.resolve();
const links = [
  { a: 0, b: 3 },
  { a: 3, b: 4 },
  { a: 1, b: 4 },
];
const sources = [0, 0, 0, 1, 2];

describe('people from links', () => {
  it('follow every link where nothing speaks against it', async () => {
    const { persons, people, held } = await clusters(links, sources, {
      single: false,
      apart: [],
      pace,
    });
    expect([...persons]).toEqual([0, 0, 1, 0, 0]);
    expect([people, held]).toEqual([2, 0]);
  });

  it('never have two records of a source without duplicates', async () => {
    const { persons, held } = await clusters(links, sources, { single: true, apart: [], pace });
    expect([...persons]).toEqual([0, 1, 2, 0, 0]);
    expect(held).toBe(1);
  });

  it('keep apart what was told apart, however many links lead there', async () => {
    const apart = [{ a: 0, b: 4 }];
    const { persons, held } = await clusters(links, sources, { single: false, apart, pace });
    expect(persons[0]).not.toBe(persons[4]);
    expect(held).toBe(1);
  });
});

describe('the value of a person', () => {
  it('is the most recent, then the longest, then the first that is there', () => {
    const told = (value: string | null, time = '') => ({ value, time });
    expect(personValue([told('Bob'), told('Robert'), told('Rupert')])).toBe('Robert');
    expect(personValue([told('Robert', '2020-01-01'), told('Bob', '2021-01-01')])).toBe('Bob');
    expect(personValue([told('old', '2020-01-01'), told(null, '2022-01-01')])).toBe('old');
    expect(personValue([told(null)])).toBeNull();
  });
});
