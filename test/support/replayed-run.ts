import { z } from 'zod';
import { walkthrough, type WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import { rowsOf, startOf, stepFrom, type RunRules } from '#shared/network/replay.ts';
import { textFloats } from '#shared/wire/float-text.ts';
import type { BackendClient, CellResult } from './run-notebook.ts';

export type ReplayedStep = { step: number; recorded: number; replayed: number; relative: number };

/** Steps of a run computed again in float64 from what the workspace holds, beside the losses the engine recorded. */
export async function replayRun(
  client: BackendClient,
  { address, output }: CellResult,
  steps: number,
): Promise<ReplayedStep[]> {
  const walk: WalkthroughOutput = walkthrough.output.parse(output);
  const rules: RunRules = walk;
  const ask = (query: string, input: z.core.util.JSONType): Promise<unknown> =>
    client.notebook.query({ address, query, input });
  const made: ReplayedStep[] = [];
  let state = startOf(rules);
  for (let first = 1; first <= steps; first += 20) {
    const count = Math.min(20, steps - first + 1);
    const { feed } = z
      .object({ feed: walkthrough.queries.feed.output })
      .parse({ feed: await ask('feed', { first, count }) });
    for (const { x, y, learningRate } of feed.steps) {
      const batch = {
        x: rowsOf(textFloats(x), walk.spec.inputs),
        y: rowsOf(textFloats(y), walk.spec.output.units),
      };
      const trace = stepFrom(rules, state, { ...batch, learningRate });
      state = trace.after;
      const step = state.taken;
      const asked = { weights: { type: 'step', step }, rows: [1] };
      const told = walkthrough.queries.step.output.parse(await ask('step', asked));
      const recorded = told.recorded?.exact === true ? told.recorded.loss : NaN;
      const replayed = trace.forward.loss.total;
      made.push({ step, recorded, replayed, relative: Math.abs(recorded / replayed - 1) });
    }
  }
  return made;
}
