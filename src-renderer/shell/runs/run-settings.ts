import type { Json } from '#shared/model/json.ts';
import type { RunLine } from '#shared/model/results/run-line.ts';

export type SettingRow = {
  path: string[];
  /** One a run; undefined where its settings have no such place. */
  values: (Json | undefined)[];
  differs: boolean;
};

/** Every setting of some runs, place by place in the order of their first mention; `data` and the seed with them. */
export function settingRows(lines: readonly RunLine[]): SettingRow[] {
  const rows = new Map<string, SettingRow>();
  lines.forEach((line, at) => {
    const all: Json = { ...line.settings, seed: line.seed };
    for (const { path, value } of leaves(all, [])) {
      const key = JSON.stringify(path);
      const row = rows.get(key) ?? { path, values: lines.map(() => undefined), differs: false };
      row.values[at] = value;
      rows.set(key, row);
    }
  });
  return [...rows.values()].map((row) => ({
    ...row,
    differs: new Set(row.values.map((value) => JSON.stringify(value))).size > 1,
  }));
}

function leaves(value: Json, path: string[]): { path: string[]; value: Json }[] {
  if (Array.isArray(value)) {
    const isPlain = value.every((part) => typeof part !== 'object' || part === null);
    if (isPlain) return [{ path, value }];
    return value.flatMap((part, at) => leaves(part, [...path, String(at + 1)]));
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]));
  return [{ path, value }];
}
