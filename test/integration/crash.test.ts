import { describe, expect, it } from 'vitest';
import type { Fault } from '../bench/crash/messages.ts';
import { crashRounds } from '../bench/crash/rounds.ts';

describe('a backend that is killed while it edits, imports and trains', () => {
  it.each<[Fault, number]>([
    ['kill', 3],
    ['rename', 1],
    ['delete', 1],
    ['fill', 1],
  ])('loses nothing it had acknowledged (%s, %i rounds)', async (fault, rounds) => {
    const { lost, damage, acknowledged } = await crashRounds(rounds, undefined, [fault]);
    expect(lost).toEqual({ edits: 0, rows: 0, epochs: 0 });
    expect(damage).toEqual([]);
    expect(acknowledged.edits).toBeGreaterThan(0);
  });
});
