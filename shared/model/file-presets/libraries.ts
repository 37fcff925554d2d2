import { parseOptions } from '../cells/data.ts';
import { headless, type FilePreset } from './file-preset.ts';

/** Files as libraries of recommenders exchange them. */
export const libraryPresets: readonly FilePreset[] = [
  {
    ...{ id: 'recbole', name: 'RecBole', file: '.inter, .user, .item' },
    like: /\.(inter|user|item|net|kg|link)$/,
    options: parseOptions.parse({ format: 'delimited', delimiter: '\t', quote: '', header: true }),
    columns: { by: 'suffix' },
  },
  headless(
    {
      ...{ id: 'ncf/rating', name: 'Neural Collaborative Filtering' },
      ...{ file: '.train.rating, .test.rating', like: /\.rating$/ },
    },
    { delimiter: '\t', quote: '' },
    [
      ['user_id', 'text'],
      ['item_id', 'text'],
      ['rating', 'real'],
      ['timestamp', 'integer'],
    ],
  ),
  {
    ...{ id: 'ncf/negative', name: 'Neural Collaborative Filtering', file: '.test.negative' },
    like: /\.negative$/,
    options: parseOptions.parse({ format: 'negative' }),
    columns: {
      by: 'name',
      needed: ['user_id', 'item_id', 'negatives'],
      types: new Map([
        ['user_id', 'text'],
        ['item_id', 'text'],
        ['negatives', 'text'],
      ]),
    },
  },
];
