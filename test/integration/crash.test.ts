import { describe, expect, it } from 'vitest';
import { crashRounds } from '../bench/crash/rounds.ts';

describe('a backend that is killed while it edits, imports and trains', () => {
  it('loses nothing it had acknowledged', async () => {
    const { lost, damage, acknowledged } = await crashRounds(5);
    expect(lost).toEqual({ edits: 0, rows: 0, epochs: 0 });
    expect(damage).toEqual([]);
    expect(acknowledged.edits).toBeGreaterThan(0);
  });
});
