import { describe, expect, it } from 'vitest';
import { describeProgress, formatSeconds, progressLine } from '../../../scripts/setup/progress.mjs';

function fakeStream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 60, written, write: (text: string) => written.push(text) > 0 };
}

describe('describeProgress', () => {
  it('says how much, of how much, and how long it will still take', () => {
    expect(describeProgress(50e6, 200e6, 'bytes', 10)).toBe('50 MB of 200 MB, 30 s left');
    expect(describeProgress(30, 60, 'packages', 5)).toBe('30 of 60 packages, 5.0 s left');
  });

  it('makes no guess from too little', () => {
    expect(describeProgress(10, 200e6, 'bytes', 10)).toBe('10 B of 200 MB');
    expect(describeProgress(5e6, 0, 'bytes', 10)).toBe('5 MB');
  });

  it('rounds times for reading', () => {
    expect([0.25, 12.4, 89, 150].map(formatSeconds)).toEqual(['0.3 s', '12 s', '89 s', '3 min']);
  });
});

describe('progressLine', () => {
  it('rewrites one line on a terminal, never wider than it', () => {
    const stream = fakeStream(true);
    let time = 0;
    const line = progressLine('A step with a long name '.repeat(4), {
      stream,
      now: () => (time += 200),
    });
    line.update(1, 10);
    line.update(5, 10);
    line.done();
    expect(stream.written.join('').split('\n')).toHaveLength(2);
    for (const text of stream.written.slice(0, -1)) {
      expect(text.startsWith('\r\x1b[2K')).toBe(true);
      expect(text.length).toBeLessThanOrEqual(60 + '\r\x1b[2K'.length);
    }
  });

  it('writes a few plain lines elsewhere', () => {
    const stream = fakeStream(false);
    const line = progressLine('Step', { stream, now: () => 0 });
    for (let done = 0; done <= 100; done++) line.update(done, 100);
    line.done();
    expect(stream.written.length).toBeLessThan(10);
    expect(stream.written.join('')).not.toContain('\r');
  });

  it('gives each phase its own clock', () => {
    const stream = fakeStream(false);
    let time = 0;
    const line = progressLine('Step', { stream, now: () => time });
    line.update(1, 100, 'bytes', 'downloading');
    time = 60_000;
    line.update(1, 100, 'bytes', 'unpacking');
    time = 61_000;
    line.update(50, 100, 'bytes', 'unpacking');
    expect(stream.written.at(-1)).toContain('1.0 s left');
  });
});
