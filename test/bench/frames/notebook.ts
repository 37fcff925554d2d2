import type { Notebook } from '#shared/notebook/notebook.ts';

const sample = (users: number) => ({
  source: { type: 'sample', table: 'users', users, variant: 'clean', seed: 1 },
});

/** A table of `rows` rows to scroll through, and a training long enough to be looked at. */
export function framesNotebook(rows: number): Notebook {
  const cell = (
    id: string,
    kind: string,
    settings: Notebook['cells'][number]['settings'],
    inputs: Record<string, string[]> = {},
  ) => ({ id, kind, name: id, settings, inputs, collapsed: false });
  return {
    format: 'portrait-notebook',
    version: 1,
    title: 'Frames',
    seed: 1,
    cells: [
      cell('many', 'data', sample(rows)),
      cell('few', 'data', sample(20_000)),
      cell('features', 'features', { label: { column: 'will_subscribe' } }, { table: ['few'] }),
      cell('model', 'model', {}, { features: ['features'] }),
      cell('train', 'train', { epochs: 100_000, batchSize: 32 }, { model: ['model'] }),
    ],
  };
}
