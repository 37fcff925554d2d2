import type { Machine } from '#shared/estimates/runtime-costs.ts';
import { roughDuration } from '../format/rough-duration.ts';
import { m } from '../i18n/paraglide/messages.js';
import { runtimeName } from '../shell/runtime-name.ts';

export type TimedWork = 'fit' | 'parts' | 'search' | 'batch';

const sentences = {
  fit: { long: m.fit_time_fit, short: m.fit_time_fit_short },
  parts: { long: m.fit_time_parts, short: m.fit_time_parts_short },
  search: { long: m.fit_time_search, short: m.fit_time_search_short },
  batch: { long: m.fit_time_batch, short: m.fit_time_batch_short },
};

/** How long some work takes and on what, in words; slow runtimes are told as such where it matters. */
export function timeWords(work: TimedWork, seconds: number, { runtime }: Machine): string {
  const time = roughDuration(seconds);
  const on = runtimeName(runtime);
  if (time === null) return sentences[work].short({ runtime: on });
  const sentence = sentences[work].long({ time, runtime: on });
  const slow = runtime === 'wasm' || runtime === 'cpu';
  return slow && seconds >= 10 ? `${sentence} ${m.fit_time_slow()}` : sentence;
}
