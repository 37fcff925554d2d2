import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import type { ExportedModel } from '../../../../shared/export/exported-model.ts';
import { readModel, type Exported } from '../exported.ts';
import { program } from '../served.ts';

type Scored = { rows: number; cpuSeconds: number; rowsPerCpuSecond: number; peakMegabytes: number };

/** Rows a processor second from one CSV file into another, and the most memory held: some rows, and four times as many. */
export async function measureFiles(
  exported: Exported,
  { rows, file }: { rows: number; file: (name: string) => string },
): Promise<{ files: Scored[] }> {
  return {
    files: [await scoreFile(exported, rows, file), await scoreFile(exported, 4 * rows, file)],
  };
}

async function scoreFile(
  exported: Exported,
  count: number,
  name: (name: string) => string,
): Promise<Scored> {
  const { model, rows } = readModel(exported);
  const [from, to] = [name(`in-${count}.csv`), name(`out-${count}.csv`)];
  const file = createWriteStream(from);
  file.write(`user_id,${model.inputs.map((input) => input.name).join(',')}\n`);
  const lines = rows.map((row) => row.map((value) => csv(value)).join(','));
  for (let row = 0; row < count; row++)
    if (!file.write(`u${row},${lines[row % lines.length]}\n`)) await once(file, 'drain');
  file.end();
  await once(file, 'close');
  const told = `process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write(JSON.stringify([(u.userCPUTime+u.systemCPUTime)/1e6,u.maxRSS/1024]))})`;
  const watch = `data:text/javascript,${encodeURIComponent(told)}`;
  // As `npm start -- score` starts it.
  const lean = ['--max-semi-space-size=8', '--import', watch];
  const args = [...lean, program(exported), 'score', exported.folder('server'), from, to];
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const [cpuSeconds = NaN, peakMegabytes = NaN] = JSON.parse(stderr) as number[];
  for (const path of [from, to]) rmSync(path);
  return { rows: count, cpuSeconds, rowsPerCpuSecond: count / cpuSeconds, peakMegabytes };
}

function csv(value: ExportedModel['golden'][number]['row'][number]): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
