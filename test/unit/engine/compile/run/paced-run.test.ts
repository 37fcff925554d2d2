import { describe, expect, it } from 'vitest';
import { pacedRun, type Threads } from '../../../../../src-main/engine/compile/run/paced-run.ts';
import type { Program } from '../../../../../src-main/engine/compile/program.ts';

/** A program whose runs alone and on two threads take what the clock is told. */
function timed(cost: { alone: number; joint: number }) {
  const clock = { ms: 0, alone: 0, joint: 0, asked: 0 };
  const threads: Threads = {
    threads: 2,
    run: () => {
      clock.joint += 1;
      clock.ms += cost.joint;
    },
    forget: () => undefined,
  };
  const program = {
    run: () => {
      clock.alone += 1;
      clock.ms += cost.alone;
    },
    shared: { run: () => undefined },
  } as unknown as Program;
  const crewOf = (): Threads => {
    clock.asked += 1;
    return threads;
  };
  return { clock, cost, paced: pacedRun(program, crewOf, () => clock.ms) };
}

describe('A paced run', () => {
  it('goes on alone where there are no threads', () => {
    let runs = 0;
    const program = { run: () => (runs += 1), shared: { run: () => undefined } };
    const paced = pacedRun(
      program as unknown as Program,
      () => null,
      () => runs * 10,
    );
    paced.trial();
    for (let i = 0; i < 5; i++) paced.run();
    expect([runs, paced.threads]).toEqual([7, 1]);
  });

  it('takes the faster way', () => {
    const { clock, paced } = timed({ alone: 4, joint: 3 });
    paced.trial();
    expect(paced.threads).toBe(2);
    const { joint } = clock;
    paced.run();
    expect(clock.joint).toBe(joint + 1);
    const slow = timed({ alone: 4, joint: 5 });
    slow.paced.trial();
    expect(slow.paced.threads).toBe(1);
  });

  it('tries both ways in its first runs, where nobody had it tried before', () => {
    const { clock, paced } = timed({ alone: 40, joint: 30 });
    for (let i = 0; i < 4; i++) paced.run();
    expect(clock).toMatchObject({ alone: 2, joint: 2, asked: 1 });
    expect(paced.threads).toBe(2);
    paced.run();
    expect(clock).toMatchObject({ alone: 2, joint: 3 });
  });

  it('asks for no threads where a run is short', () => {
    const { clock, paced } = timed({ alone: 0.1, joint: 0.01 });
    paced.trial();
    for (let i = 0; i < 100_000; i++) paced.run();
    expect(clock).toMatchObject({ asked: 0, joint: 0 });
  });

  it('goes over to the other way when that has become faster', () => {
    const { cost, paced } = timed({ alone: 4, joint: 3 });
    paced.trial();
    cost.joint = 9;
    for (let i = 0; i < 400; i++) paced.run();
    expect(paced.threads).toBe(1);
    cost.joint = 2;
    for (let i = 0; i < 800; i++) paced.run();
    expect(paced.threads).toBe(2);
  });
});
