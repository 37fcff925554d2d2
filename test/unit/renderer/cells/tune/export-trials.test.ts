import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { TuneOutput } from '#shared/model/cells/tune.ts';
import { trialsCsv, trialsJson } from '../../../../../src-renderer/cells/tune/export-trials.ts';
import { searchSentences } from '../../../../../src-renderer/cells/tune/protocol.ts';

const search: TuneOutput = {
  ...{ algorithm: { type: 'ease', lambda: 50 }, interactions: 'a', parts: [], state: 'b' },
  ...{ stateBytes: 9, seconds: 1, epochs: [], best: 1, combinations: 5, metric: 'ndcg', k: 10 },
  trials: [500, 50, 5].map((value, made) => ({
    ...{ settings: [{ name: 'lambda', value }], score: [0.1, 0.2, null][made]!, seconds: 2 },
    error: made === 2 ? { code: 'engine_out_of_memory', params: {} } : null,
  })),
  validation: { split: 'time', cut: '2026-01-05T00:00:00.000Z', users: 7, pairs: 12 },
  stopped: null,
  spread: null,
};
const stopped: TuneOutput = { ...search, stopped: { planned: 4 } };

describe('how the best of a search was chosen', () => {
  it('says first that the search was stopped early, and not that the best was fitted on everything', () => {
    const [first, ...others] = searchSentences(stopped);
    expect(first).toBe('Stopped early after 3 of 4 trials.');
    expect(others.join(' ')).toContain('without the pairs it was judged on');
    expect(others.join(' ')).toContain('1 failed and was skipped');
    expect(others.join(' ')).not.toContain('everything learnt');
  });

  it('says of a whole search how many combinations were tried', () => {
    const [first, , last] = searchSentences(search);
    expect(first).toBe('3 of 5 combinations tried, drawn at random.');
    expect(last).toContain('fitted on everything learnt');
  });
});

describe('trials taken away', () => {
  it('are one line each in CSV, under how the best was chosen', () => {
    const text = trialsCsv(stopped, searchSentences(stopped));
    expect(text.split('\r\n')[0]).toBe('# Stopped early after 3 of 4 trials.');
    const { data } = Papa.parse<Record<string, string>>(text, {
      ...{ header: true, comments: '#', skipEmptyLines: true },
    });
    expect(data.map((row) => [row['trial'], row['lambda'], row['ndcg@10'], row['best']])).toEqual([
      ['1', '500', '0.1', '0'],
      ['2', '50', '0.2', '1'],
      ['3', '5', '', '0'],
    ]);
    expect(data[2]!['error']).toBe('engine_out_of_memory');
  });

  it('say that the search was stopped early in JSON too', () => {
    const whole = JSON.parse(trialsJson(stopped, searchSentences(stopped))) as {
      protocol: { sentences: string[]; stopped: unknown };
      best: number;
    };
    expect(whole.protocol.sentences[0]).toBe('Stopped early after 3 of 4 trials.');
    expect(whole.protocol.stopped).toEqual({ planned: 4 });
    expect(whole.best).toBe(2);
  });
});
