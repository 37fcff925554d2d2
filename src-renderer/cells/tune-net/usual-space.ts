import type { Searched } from '#shared/model/cells/tune-net.ts';
import type { NetSetting } from '#shared/model/net/net-choice.ts';
import { choicesOf } from './words.ts';

type Range = { low: number; high: number; log: boolean };

/** Where each number is usually searched. */
const ranges: Partial<Record<NetSetting, Range>> = {
  depth: { low: 1, high: 3, log: false },
  units: { low: 16, high: 256, log: true },
  dropout: { low: 0, high: 0.5, log: false },
  l2: { low: 0.000001, high: 0.01, log: true },
  learningRate: { low: 0.0003, high: 0.03, log: true },
  batchSize: { low: 16, high: 512, log: true },
};

export function usualRange(name: NetSetting): Searched {
  return { type: 'range', name, ...(ranges[name] ?? { low: 0, high: 1, log: false }) };
}

/** What is tried for a setting that was not searched so far. */
export function usualSearch(name: NetSetting): Searched {
  const values = choicesOf(name);
  return values === null ? usualRange(name) : { type: 'list', name, values: values.slice(0, 5) };
}
