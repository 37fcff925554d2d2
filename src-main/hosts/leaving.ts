import { setTimeout } from 'node:timers/promises';
import { filesUnderWay } from '../backend/backend.ts';

/** After the first Ctrl+C the program is gone within three seconds, whatever hangs. */
const longestEndMs = 2700;
/** What was merely given up while it was under way ends within this. */
const looks = 20;
const lookMs = 10;

/**
 * Ends the process. Node waits at its end for every file operation under way, also for one that never answers: then the
 * process is ended from outside, as a signal would. Nothing that was acknowledged is lost: SQLite's log is on disk.
 */
export async function leave(code: number): Promise<never> {
  for (let look = 0; filesUnderWay() > 0 && look < looks; look += 1) await setTimeout(lookMs);
  if (filesUnderWay() > 0) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}

/** Ends the process for good where it has not ended by itself in time. */
export function leaveInTime(): void {
  void setTimeout(longestEndMs, undefined, { ref: false }).then(() =>
    process.kill(process.pid, 'SIGKILL'),
  );
}
