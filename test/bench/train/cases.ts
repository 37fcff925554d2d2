/** One net on one batch size; data are drawn once per number of columns and cut to `rows`. */
export type Case = {
  name: string;
  rows: number;
  columns: number;
  units: number[];
  batch: number;
};

const small = { rows: 8000, columns: 20, units: [64, 32, 16] };

export const mainCases: Case[] = [
  { ...small, name: 'classic net, batch 32', batch: 32 },
  { ...small, name: 'classic net, batch 256', batch: 256 },
  {
    name: 'wide net, batch 1024',
    rows: 100_000,
    columns: 200,
    units: [512, 256, 128],
    batch: 1024,
  },
];

export const batchCurve: Case[] = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096].map((batch) => ({
  ...small,
  rows: Math.max(8000, batch * 4),
  name: String(batch),
  batch,
}));

export const depthCurve: Case[] = [1, 2, 3, 4, 5, 6, 7, 8].map((layers) => ({
  ...small,
  name: String(layers),
  units: new Array<number>(layers).fill(64),
  batch: 32,
}));

/** Times the engine must be as fast as each peer, by case in the order above. */
export const floors: Record<string, [number, number, number]> = {
  'tfjs-node': [40, 25, 1],
  keras: [8, 8, 1],
  'keras-executions': [4, 4, 1],
  torch: [4, 4, 1],
  sklearn: [2, 1.5, 1],
};
