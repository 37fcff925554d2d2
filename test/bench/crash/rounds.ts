import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../support/folder.ts';
import { smallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { check, nothing, type CrashReport } from './check.ts';
import { faults, type Acknowledged, type Fault } from './messages.ts';

const victim = fileURLToPath(new URL('./victim.ts', import.meta.url));
const csvRows = 20_000;
const longestMs = 4000;
/** Training on a busy machine has its first epoch acknowledged well before this. */
const longestEpochMs = 120_000;
/** By then the change of a file has been noticed, and what was acknowledged is in it. */
const noticedMs = 1500;
const diskMegabytes = 64;

/** Harms a working backend at random moments, and looks each time for what it had acknowledged. */
export async function crashRounds(
  rounds: number,
  onRound: (round: number, report: CrashReport) => void = () => undefined,
  kinds: readonly Fault[] = faults,
): Promise<CrashReport> {
  const folder = temporaryFolder();
  const report = nothing(rounds);
  try {
    const csv = folder.file('rows.csv');
    const sum = writeCsv(csv);
    for (let round = 1; round <= rounds; round++) {
      const fault = kinds[(round - 1) % kinds.length] ?? 'kill';
      const disk = fault === 'fill' ? smallDisk(diskMegabytes) : undefined;
      if (fault === 'fill' && disk === undefined) report.skipped += 1;
      else report.faults[fault] += 1;
      const workspace = disk ? join(disk.path, 'w.portrait') : folder.file('w.portrait');
      const rescue = fault === 'delete' ? folder.file('rescued.portrait') : '';
      const args = [workspace, csv, String(csvRows), String(sum), rescue];
      // Every other time round the faults, not before training has had an epoch acknowledged.
      const trained = Math.floor((round - 1) / kinds.length) % 2 === 0;
      const told = await harm(args, { fault, workspace, disk, trained });
      putBack(fault, workspace, folder.file('moved.portrait'), rescue);
      check(workspace, told, report);
      disk?.remove();
      onRound(round, report);
    }
    return report;
  } finally {
    folder.remove();
  }
}

function writeCsv(path: string): number {
  let sum = 0;
  const lines = ['number,text,share'];
  for (let row = 1; row <= csvRows; row++) {
    sum += row;
    lines.push(`${row},text of row ${row},${row / 7}`);
  }
  writeFileSync(path, lines.join('\n'));
  return sum;
}

type Harm = { fault: Fault; workspace: string; disk: SmallDisk | undefined; trained: boolean };

/**
 * Runs the victim until some moment after its first acknowledgement, or, where it is to have `trained`, after that of an epoch;
 * what it had acknowledged by then.
 */
async function harm(
  args: string[],
  { fault, workspace, disk, trained }: Harm,
): Promise<Acknowledged[]> {
  const child = fork(victim, args, { serialization: 'advanced', silent: false });
  const told: Acknowledged[] = [];
  const first = Promise.withResolvers<void>();
  const epoch = Promise.withResolvers<void>();
  const saved = Promise.withResolvers<void>();
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.on('message', (message: Acknowledged) => {
    told.push(message);
    first.resolve();
    if (message.type === 'epochs') epoch.resolve();
    if (message.type === 'saved') saved.resolve();
  });
  let early = true;
  const over = closed.then(() => {
    if (early) throw new Error(`the backend ended by itself (${fault})`);
  });
  const harmed = (async () => {
    await first.promise;
    if (trained) await inTime(epoch.promise, 'no epoch was acknowledged', longestEpochMs);
    await sleep(randomInt(longestMs));
    if (fault === 'rename') renameSync(workspace, join(workspace, '..', 'moved.portrait'));
    if (fault === 'rename') await sleep(noticedMs);
    if (fault === 'delete') rmSync(workspace);
    if (fault === 'delete') await saved.promise;
    if (fault === 'fill') {
      disk?.leave(0);
      await sleep(randomInt(1000));
      disk?.leave((diskMegabytes / 2) * 1e6);
    }
    if (fault !== 'kill') await sleep(randomInt(longestMs / 2));
    early = false;
    child.kill('SIGKILL');
  })();
  try {
    await Promise.race([Promise.all([harmed, closed]), over]);
    return told;
  } finally {
    early = false;
    child.kill('SIGKILL');
    await closed;
  }
}

async function inTime(promise: Promise<void>, otherwise: string, ms: number): Promise<void> {
  const late = sleep(ms, undefined, { ref: false }).then(() => {
    throw new Error(`${otherwise} within ${ms / 1000} s`);
  });
  await Promise.race([promise, late]);
}

/** Where the file was taken to, without the log that stayed behind, or where it was saved to: back at its place for the next round. */
function putBack(fault: Fault, workspace: string, moved: string, rescued: string): void {
  if (fault === 'rename') {
    for (const end of ['-wal', '-shm']) rmSync(workspace + end, { force: true });
    renameSync(moved, workspace);
  }
  if (fault === 'delete')
    for (const end of ['', '-wal', '-shm', '-lock']) {
      rmSync(workspace + end, { force: true });
      if (existsSync(rescued + end)) renameSync(rescued + end, workspace + end);
    }
}
