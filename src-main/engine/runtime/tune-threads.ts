import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, cpus, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Probe } from './probe-process.ts';
import { choicesFor, measurement, threadEnvironment } from './thread-choice.ts';

const threadRecord = z.object({
  /** Which way of measuring these times are of; other ones are taken anew. */
  measuring: z.literal(2),
  machine: z.string(),
  /** Where the addon really lies: another version or variant of TensorFlow lies elsewhere. */
  addon: z.string(),
  tensorflow: z.string(),
  measured: z.array(measurement).min(1),
  /** Milliseconds a step of each probe took compiled to WebAssembly, on as many threads as was fastest: the least of all measurings. */
  compiledMs: z.array(z.number()),
});
/** What was measured on this machine; that it is there means that the native runtime works. */
export type ThreadRecord = z.infer<typeof threadRecord>;

/** Whether the environment settles threads or oneDNN itself. */
export function threadsAreSet(env: NodeJS.ProcessEnv): boolean {
  return env.TF_NUM_INTRAOP_THREADS !== undefined || env.TF_ENABLE_ONEDNN_OPTS !== undefined;
}

/**
 * How steps of three sizes ran under each choice of threads and oneDNN on this machine: as measured before, else
 * measured now in processes of their own (some seconds, once) and kept in the user's cache. Null where nothing
 * could be measured.
 */
export async function threadMeasurements(
  env: NodeJS.ProcessEnv,
  addonFile: string | null,
  probe: Probe | null,
): Promise<ThreadRecord | null> {
  if (addonFile === null || !existsSync(addonFile)) return null;
  const file = join(cacheFolder(env), 'threads.json');
  const machine = `${cpus()[0]?.model ?? 'unknown'} x${availableParallelism()}`;
  const addon = realpathSync(addonFile);
  const known = readRecord(file);
  if (known?.machine === machine && known.addon === addon) return known;
  if (probe === null) return null;
  const empty = { tensorflow: '', measured: [], compiledMs: [] };
  const record: ThreadRecord = { measuring: 2, machine, addon, ...empty };
  for (const choice of choicesFor(availableParallelism(), nvidiaDriver())) {
    const found = await probe(threadEnvironment(choice));
    if (!found || choice.gpu !== (found.device === 'gpu')) continue;
    record.tensorflow = found.tensorflow;
    record.measured.push({ choice, stepMs: found.stepMs });
    record.compiledMs = found.compiledMs.map((ms, i) => Math.min(ms, record.compiledMs[i] ?? ms));
  }
  if (record.measured.length === 0) return null;
  writeRecord(file, record);
  return record;
}

/** TensorFlow's CUDA build exists for Linux alone, WSL among it. */
function nvidiaDriver(): boolean {
  return existsSync('/dev/nvidiactl') || existsSync('/dev/dxg');
}

function readRecord(file: string): ThreadRecord | null {
  if (!existsSync(file)) return null;
  try {
    return threadRecord.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    // A damaged cache is measured again.
    return null;
  }
}

function writeRecord(file: string, record: ThreadRecord): void {
  const partial = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, JSON.stringify(record, null, 2));
    renameSync(partial, file);
  } catch {
    // A cache that cannot be written costs the next start some seconds, and nothing else.
  }
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env.XDG_CACHE_HOME ?? env.LOCALAPPDATA ?? join(homedir(), '.cache');
  return join(base, 'portrait', 'engine');
}
