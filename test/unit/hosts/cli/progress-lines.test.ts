import { describe, expect, it } from 'vitest';
import type { CellState, Progress } from '../../../../shared/notebook/cell-state.ts';
import { ProgressLines } from '../../../../src-main/hosts/cli/progress-lines.ts';
import { terminalOn } from '../../../../src-main/hosts/terminal.ts';
import { textsIn } from '#shared/languages/area.ts';
import { cliTexts } from '#shared/languages/index.ts';

function lines(isTTY: boolean, locale: 'en' | 'zh-CN' = 'en') {
  let text = '';
  const time = { now: 0 };
  const shown = new ProgressLines(new Map([['c', 'Train']]), {
    terminal: terminalOn({ write: (more: string) => ((text += more), true), isTTY }),
    texts: textsIn(cliTexts, locale),
    locale,
    now: () => time.now,
  });
  return { shown, time, text: () => text };
}
const state = (more: Partial<CellState>): CellState => ({
  cell: 'c',
  status: 'running',
  reasons: [],
  progress: null,
  error: null,
  address: 'a',
  shown: null,
  milliseconds: null,
  run: null,
  ...more,
});
const progress: Progress = {
  stage: 'training',
  ...{ done: 12_345, total: 30_800, unit: 'steps', rate: 3120.4, secondsLeft: 5.91 },
};

describe('ProgressLines', () => {
  it('rewrites one line on a terminal, with rate and time left', () => {
    const { shown, text } = lines(true);
    shown.show(state({ progress }));
    shown.show(state({ status: 'fresh', shown: 'a', milliseconds: 9870 }));
    expect(text()).toBe(
      '\r\u001b[KTrain  12,345 / 30,800 steps, 3,120 steps/s, 5.9 s left' +
        '\r\u001b[KTrain  done  9.9 s\n',
    );
  });

  it('writes into a log only now and then, and the end once', () => {
    const { shown, time, text } = lines(false);
    shown.show(state({ progress }));
    time.now = 5000;
    shown.show(state({ progress }));
    shown.show(state({ progress }));
    const done = state({ status: 'fresh', shown: 'a', milliseconds: 65_000 });
    shown.show(done);
    shown.settle(done);
    expect(text().split('\n')).toEqual([
      'Train  12,345 / 30,800 steps, 3,120 steps/s, 5.9 s left',
      'Train  done  1 min 5 s',
      '',
    ]);
  });

  it('says what went wrong and what to do, in the terminal’s language', () => {
    const error = { code: 'disk_full', params: {} } as const;
    const { shown, text } = lines(false, 'zh-CN');
    shown.show(state({ status: 'failed', error }));
    expect(text()).toMatch(/^Train {2}失败\n {2}磁盘.*\n {2}.+\n$/);
  });

  it('says nothing of notes', () => {
    const { shown, text } = lines(false);
    shown.show(state({ status: 'fresh', address: null }));
    expect(text()).toBe('');
  });
});
