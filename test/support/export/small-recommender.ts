import { floatText } from '#shared/wire/float-text.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';

const floats = (shape: number[], values: number[]) => ({
  ...{ shape, type: 'float32' as const, data: floatText(Float32Array.from(values)) },
});

/** EASE of three items with weights set by hand: row j says how much item j speaks for each other. */
export function smallRecommender(): ExportedRecommender {
  return {
    format: 'portrait-recommender',
    version: 1,
    name: 'Small',
    algorithm: { type: 'ease', lambda: 10 },
    silentAtZero: false,
    items: { ids: ['a', 'b', 'c'], titles: ['Apple', 'Bread', 'Cheese'] },
    users: 9,
    popularity: floats([3], [2, 7, 4]),
    usualWeights: floats([3], [1, 2, 1]),
    meanLength: 2,
    tensors: { weights: floats([3, 3], [0, 0.5, 0.25, 0.5, 0, 0.125, 0.25, 0.75, 0]) },
    source: {
      ...{ notebook: 'Test', recommend: 'Small', interactions: 'Who', address: 'abc', data: [] },
      ...{ pairs: 13, split: 'none', versions: { portrait: '0' } },
    },
    golden: [],
  };
}
