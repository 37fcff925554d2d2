import type { CDPSession } from 'playwright-core';
import { z } from 'zod';

const event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.unknown().optional() }).optional(),
});
type Event = z.infer<typeof event>;

export type Frames = {
  seconds: number;
  /** Frames drawn by the page, and the longest time from one to the next, in milliseconds. */
  frames: number;
  longestGap: number;
  /** Work on the page's main thread in one piece: the longest, and how many over 50 ms. */
  longestTask: number;
  tasksOver50: number;
  /** The same by processor time: what the page itself costs, however busy the machine is. */
  longestCpu: number;
};

/** Records a Chromium trace while `act` runs and reads the page's frames and main-thread tasks from it. */
export async function traced(cdp: CDPSession, act: () => Promise<void>): Promise<Frames> {
  const events: Event[] = [];
  const collect = ({ value }: { value: object[] }) => {
    for (const one of value) {
      const known = event.safeParse(one);
      if (known.success) events.push(known.data);
    }
  };
  cdp.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'devtools.timeline',
        'disabled-by-default-devtools.timeline',
        'disabled-by-default-devtools.timeline.frame',
      ],
    },
  });
  const began = performance.now();
  await act();
  const seconds = (performance.now() - began) / 1000;
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  return { seconds, ...read(events) };
}

/** The page's main thread is the renderer thread with the most work in the trace. */
function read(events: readonly Event[]): Omit<Frames, 'seconds'> {
  const mains = events.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const byThread = mains.map(({ pid, tid }) =>
    events.filter((one) => one.pid === pid && one.tid === tid),
  );
  const tasks = (list: readonly Event[], time: 'dur' | 'tdur') =>
    list
      .filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
      .map((one) => (one[time] ?? 0) / 1000);
  const most = (list: readonly number[]) => list.reduce((high, one) => Math.max(high, one), 0);
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  const page = byThread.sort((a, b) => sum(tasks(b, 'tdur')) - sum(tasks(a, 'tdur')))[0] ?? [];
  const long = tasks(page, 'dur');
  const drawn = page
    .filter(({ name }) => name === 'FireAnimationFrame' || name === 'Commit')
    .map(({ ts }) => ts / 1000)
    .sort((a, b) => a - b);
  const gaps = drawn.slice(1).map((at, index) => at - (drawn[index] ?? at));
  return {
    frames: drawn.length,
    longestGap: most(gaps),
    longestTask: most(long),
    tasksOver50: long.filter((one) => one > 50).length,
    longestCpu: most(tasks(page, 'tdur')),
  };
}
