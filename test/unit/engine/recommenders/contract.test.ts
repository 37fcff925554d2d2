import { describeContract } from './contract-suite.ts';

const equal = { difference: 1e-5 };

describeContract('Most popular', {
  settings: { type: 'popular' },
  exact: true,
  foldIn: equal,
});
describeContract('Most popular in the segment', {
  settings: { type: 'popular', bySegment: true },
  exact: true,
  foldIn: equal,
});
describeContract('ItemKNN with cosine', {
  settings: { type: 'itemKnn', neighbours: 8, shrink: 1 },
  exact: true,
  foldIn: equal,
});
describeContract('ItemKNN with BM25', {
  settings: { type: 'itemKnn', neighbours: 8, shrink: 1, similarity: 'bm25' },
  exact: true,
  foldIn: equal,
});
describeContract('UserKNN with cosine', {
  settings: { type: 'userKnn', neighbours: 8, shrink: 1 },
  exact: true,
  foldIn: equal,
});
describeContract('UserKNN with BM25', {
  settings: { type: 'userKnn', neighbours: 8, shrink: 1, similarity: 'bm25' },
  exact: true,
  foldIn: equal,
});
describeContract('EASE', {
  settings: { type: 'ease', lambda: 20 },
  exact: true,
  foldIn: equal,
});
describeContract('iALS', {
  settings: { type: 'ials', factors: 4, iterations: 40, regularisation: 0.1 },
  exact: true,
  foldIn: { difference: 0.02 },
});
describeContract('BPR', {
  settings: { type: 'bpr', factors: 8, epochs: 30, learningRate: 0.05 },
  exact: false,
  foldIn: { correlation: 0.8 },
});
describeContract('NeuMF', {
  settings: {
    type: 'neumf',
    factors: 4,
    layers: [8, 4],
    epochs: 30,
    batchSize: 64,
    learningRate: 0.01,
  },
  exact: false,
  foldIn: { correlation: 0.8 },
});
describeContract('GMF', {
  settings: {
    type: 'neumf',
    factors: 4,
    parts: 'gmf',
    epochs: 30,
    batchSize: 64,
    learningRate: 0.01,
  },
  exact: false,
  foldIn: { correlation: 0.8 },
});
describeContract('MLP', {
  settings: {
    type: 'neumf',
    layers: [8, 6, 4],
    parts: 'mlp',
    epochs: 30,
    batchSize: 64,
    learningRate: 0.01,
  },
  exact: false,
  foldIn: { correlation: 0.8 },
});
describeContract('Two towers', {
  settings: { type: 'twoTower', factors: 8, epochs: 12, batchSize: 32, learningRate: 0.01 },
  exact: false,
  foldIn: equal,
});
describeContract('SASRec', {
  settings: { type: 'sasrec', factors: 8, maxLength: 6, epochs: 6, batchSize: 16 },
  exact: false,
  foldIn: equal,
});
describeContract('SASRec with a sampled softmax', {
  settings: {
    ...{ type: 'sasrec', factors: 6, blocks: 1, heads: 1, maxLength: 30, epochs: 6, batchSize: 64 },
    ...{ loss: 'sampled', negatives: 5, dropout: 0 },
  },
  exact: false,
  foldIn: equal,
});
describeContract('GRU4Rec', {
  settings: { type: 'gru4rec', factors: 8, layers: 2, maxLength: 6, epochs: 6, batchSize: 16 },
  exact: false,
  foldIn: equal,
});
describeContract('Caser', {
  settings: {
    ...{ type: 'caser', factors: 8, window: 3, horizontal: 4, vertical: 2 },
    ...{ maxLength: 6, epochs: 6, batchSize: 16 },
  },
  exact: false,
  foldIn: equal,
});
describeContract('Content-based', {
  settings: { type: 'content' },
  exact: true,
  foldIn: equal,
});
describeContract('Social', {
  settings: { type: 'social' },
  exact: true,
  foldIn: equal,
});
