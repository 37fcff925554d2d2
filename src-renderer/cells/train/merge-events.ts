import type { RunEvent, RunView } from '#shared/contract/runs.ts';

/** Points kept of the curve per batch; beyond it every other one is dropped from the older half. */
const mostSteps = 12_000;

export type Live = { view: RunView; stepsPerSecond: number | null; secondsLeft: number | null };

/**
 * A run with everything that happened since put in. Events may tell what the view already has (it is fetched after watching
 * began): such are left out. One new view per call, however many events.
 */
export function mergeEvents(live: Live, events: readonly RunEvent[]): Live {
  const view = { ...live.view };
  let { stepsPerSecond, secondsLeft } = live;
  const step = [...view.steps.step];
  const loss = [...view.steps.loss];
  const score = [...view.steps.score];
  for (const event of events) {
    switch (event.type) {
      case 'state':
        view.state = event.state;
        view.end = event.end;
        break;
      case 'started':
        view.engine = event.engine;
        view.stepsPerEpoch = event.stepsPerEpoch;
        view.parameters = event.parameters;
        break;
      case 'steps':
        ({ stepsPerSecond, secondsLeft } = event);
        event.step.forEach((number, index) => {
          if (number <= (step.at(-1) ?? 0)) return;
          step.push(number);
          loss.push(event.loss[index] ?? Number.NaN);
          score.push(event.score[index] ?? null);
        });
        break;
      case 'epochs': {
        const last = view.epochs.at(-1)?.epoch ?? 0;
        view.epochs = [...view.epochs, ...event.records.filter(({ epoch }) => epoch > last)];
        break;
      }
      case 'histograms':
        if ((view.histograms.at(-1)?.epoch ?? -1) < event.epoch) {
          view.histograms = [...view.histograms, { epoch: event.epoch, layers: event.layers }];
        }
        break;
    }
  }
  view.steps = thinned({ step, loss, score });
  return { view, stepsPerSecond, secondsLeft };
}

function thinned(steps: RunView['steps']): RunView['steps'] {
  const { step, loss, score } = steps;
  if (step.length <= mostSteps) return steps;
  const half = Math.floor(step.length / 2);
  const keep = (_: number | null, index: number) => index >= half || index % 2 === 0;
  return { step: step.filter(keep), loss: loss.filter(keep), score: score.filter(keep) };
}
