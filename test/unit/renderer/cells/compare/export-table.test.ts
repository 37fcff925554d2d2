import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { compareCsv, compareJson } from '../../../../../src-renderer/cells/compare/export-table.ts';
import { comparison } from './comparison.ts';

const names = ['A, "first"', '=cmd()', 'Most popular'];
const protocol = ['Tested on 12 pairs.', 'Ties take the average rank.'];

describe('figures taken away', () => {
  it('carry their protocol above the table in CSV', () => {
    const text = compareCsv(comparison(), names, protocol);
    const lines = text.split('\r\n');
    expect(lines.slice(0, 2)).toEqual(protocol.map((sentence) => `# ${sentence}`));
    expect(JSON.parse(lines[2]!.slice(2))).toEqual(comparison().protocol);
    const { data } = Papa.parse<Record<string, string>>(text, {
      ...{ header: true, comments: '#', skipEmptyLines: true },
    });
    expect(data.length).toBe(6);
    expect(data[0]).toMatchObject({
      ...{ recommender: 'A, "first"', k: '5', ndcg: '0.08', ndcg_low: '0.07', diversity: '' },
    });
    expect(JSON.parse(data[0]!['algorithm']!)).toEqual({ type: 'ease', lambda: 500 });
  });

  it('are no formula to a spreadsheet, whatever a recommender is called', () => {
    expect(compareCsv(comparison(), names, protocol)).toContain("\r\n'=cmd(),");
  });

  it('carry their protocol and names in JSON', () => {
    const whole = JSON.parse(compareJson(comparison(), names, protocol)) as {
      protocol: { sentences: string[]; testUsers: number };
      recommenders: { name: string }[];
    };
    expect(whole.protocol).toMatchObject({ sentences: protocol, testUsers: 7 });
    expect(whole.recommenders.map(({ name }) => name)).toEqual(names);
  });
});
