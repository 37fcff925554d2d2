import type { RunId } from '#shared/model/ids.ts';
import type { ImportanceResult } from '#shared/model/results/importance.ts';

const kept = 20;
const known = new Map<string, Promise<ImportanceResult | null>>();

/** Asked once for each run: another threshold is another evaluation, but the same model goes by the same columns. */
export function importanceOfRun(
  run: RunId,
  ask: () => Promise<ImportanceResult | null>,
): Promise<ImportanceResult | null> {
  const before = known.get(run);
  if (before !== undefined) return before;
  const made = ask();
  known.set(run, made);
  made.catch(() => known.delete(run));
  const [oldest] = known.keys();
  if (known.size > kept && oldest !== undefined) known.delete(oldest);
  return made;
}
