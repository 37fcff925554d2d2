import type { Address, RunId } from '#shared/model/ids.ts';
import type { Progress, ProgressReport } from '#shared/notebook/cell-state.ts';
import type { Job } from '../jobs/index.ts';

/** The making of one result: one job, however many cells wait for it. */
export type CellJob = {
  readonly address: Address;
  readonly job: Job<void>;
  progress: Progress | null;
  run: RunId | null;
  /** `notebook/cell` of the cells that want it; nobody left means it may stop. */
  readonly wantedBy: Set<string>;
  /** Set where a person stopped it, so that this is remembered. */
  stopped: boolean;
};

/** Adds rate and time left to what a kind reports, measured since its stage began. */
export function progressMeter(clock: () => number): (report: ProgressReport) => Progress {
  let began = { stage: '', at: 0, done: 0 };
  return (report) => {
    const now = clock();
    if (report.stage !== began.stage || report.done < began.done)
      began = { stage: report.stage, at: now, done: report.done };
    const seconds = (now - began.at) / 1000;
    const rate = seconds > 0.2 ? (report.done - began.done) / seconds : null;
    const left = report.total === null ? null : report.total - report.done;
    const secondsLeft = rate !== null && rate > 0 && left !== null ? left / rate : null;
    return { ...report, rate, secondsLeft };
  };
}
