import type { Notebook } from '#shared/notebook/notebook.ts';

const oneHot = [
  'Month',
  'OperatingSystems',
  'Browser',
  'Region',
  'TrafficType',
  'VisitorType',
  'Weekend',
];

/**
 * The reference setting for the online shoppers: 80/20 stratified, numbers standardised, the seven columns above
 * one-hot, the classic network, Adam, batch 32, 10 epochs. No validation part, as in the reference; `splitSeed` null
 * draws another split for each notebook seed.
 */
export function shoppersNotebook(path: string, seed: number, splitSeed: number | null): Notebook {
  const cell = (
    kind: string,
    settings: Notebook['cells'][number]['settings'],
    inputs: Record<string, string[]> = {},
  ): Notebook['cells'][number] => ({
    id: kind,
    kind,
    name: kind,
    settings,
    inputs,
    collapsed: false,
  });
  return {
    format: 'portrait-notebook',
    version: 1,
    title: 'Online shoppers',
    seed,
    cells: [
      cell('data', { source: { type: 'file', path, name: 'online_shoppers_intention.csv' } }),
      cell(
        'features',
        {
          label: { column: 'Revenue' },
          columns: oneHot.map((column) => ({ column, encoding: { type: 'oneHot', minimum: 1 } })),
          split: { kind: 'random', validation: 0, test: 0.2, seed: splitSeed },
        },
        { table: ['data'] },
      ),
      cell('model', {}, { features: ['features'] }),
      cell('train', { batchSize: 32, epochs: 10 }, { model: ['model'] }),
      cell('evaluate', { part: 'test' }, { run: ['train'] }),
    ],
  };
}
