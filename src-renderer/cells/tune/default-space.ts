import type { TunedSetting } from '#shared/model/cells/tune.ts';
import type { AlgorithmType } from '#shared/model/recommend.ts';

/** Values worth trying first, around what the literature reports; every one can be changed. */
export const defaultSpace: Record<AlgorithmType, readonly TunedSetting[]> = {
  popular: [{ name: 'bySegment', values: [false, true] }],
  itemKnn: [
    { name: 'similarity', values: ['cosine', 'bm25'] },
    { name: 'neighbours', values: [20, 50, 100, 200, 500] },
    { name: 'shrink', values: [0, 10, 50, 200] },
  ],
  userKnn: [
    { name: 'similarity', values: ['cosine', 'bm25'] },
    { name: 'neighbours', values: [20, 50, 100, 200, 500] },
    { name: 'shrink', values: [0, 10, 50, 200] },
  ],
  ease: [{ name: 'lambda', values: [20, 50, 100, 200, 500, 1000, 2000] }],
  ials: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'unobserved', values: [0.03, 0.1, 0.3, 1] },
    { name: 'regularisation', values: [0.001, 0.003, 0.007, 0.02] },
    { name: 'frequencyScaling', values: [0, 0.5, 1] },
  ],
  bpr: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'epochs', values: [50, 100, 200] },
    { name: 'learningRate', values: [0.003, 0.01, 0.03, 0.1] },
    { name: 'regularisation', values: [0.001, 0.005, 0.02] },
  ],
  neumf: [
    { name: 'factors', values: [8, 16, 32] },
    { name: 'learningRate', values: [0.0003, 0.001, 0.003] },
    { name: 'negatives', values: [4, 8] },
    { name: 'regularisation', values: [0, 1e-6, 1e-5] },
  ],
  twoTower: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'learningRate', values: [0.001, 0.003, 0.01] },
    { name: 'temperature', values: [0.05, 0.1, 0.2] },
  ],
  content: [{ name: 'textWeight', values: [0, 0.2, 0.4, 0.6, 0.8, 1] }],
  social: [{ name: 'secondDegree', values: [0, 0.1, 0.25, 0.5, 1] }],
};
