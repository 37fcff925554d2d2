import type { RecommenderChoice } from '#shared/model/cells/recommend.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** A setting of an algorithm as a field of a form, under the name its literature uses. */
export type Field = { key: string; label: () => string; hint: () => string } & (
  | { kind: 'number'; min: number; max?: number; step: number; integer?: boolean }
  | { kind: 'choice'; options: readonly { value: string; label: () => string }[] }
  | { kind: 'switch' }
  | { kind: 'layers' }
);

const whole = (min: number, max: number, step: number) =>
  ({ kind: 'number', min, max, step, integer: true }) as const;
const real = (min: number, step: number, max?: number) =>
  ({ kind: 'number', min, step, ...(max !== undefined && { max }) }) as const;

const factors = { key: 'factors', label: m.recommend_factors, hint: m.recommend_factors_hint };
const epochs = { key: 'epochs', label: m.recommend_epochs, hint: m.recommend_epochs_hint };
const rate = { key: 'learningRate', label: m.recommend_rate, hint: m.recommend_rate_hint };
const regularisation = {
  key: 'regularisation',
  label: m.recommend_regularisation,
  hint: m.recommend_regularisation_hint,
};
const batch = { key: 'batchSize', label: m.recommend_batch, hint: m.recommend_batch_hint };

const neighbourhood: readonly Field[] = [
  {
    ...{ key: 'similarity', label: m.recommend_similarity, hint: m.recommend_similarity_hint },
    kind: 'choice',
    options: [
      { value: 'cosine', label: m.recommend_similarity_cosine },
      { value: 'bm25', label: m.recommend_similarity_bm25 },
    ],
  },
  {
    ...{ key: 'neighbours', label: m.recommend_neighbours, hint: m.recommend_neighbours_hint },
    ...whole(1, 5000, 10),
  },
  {
    ...{ key: 'shrink', label: m.recommend_shrink, hint: m.recommend_shrink_hint },
    ...real(0, 5),
  },
];

/** The fields of each algorithm in the order in which one would turn them. */
export const algorithmFields: Record<RecommenderChoice['type'], readonly Field[]> = {
  popular: [
    {
      ...{ key: 'bySegment', label: m.recommend_by_segment, hint: m.recommend_by_segment_hint },
      kind: 'switch',
    },
  ],
  itemKnn: neighbourhood,
  userKnn: neighbourhood,
  ease: [
    {
      ...{ key: 'lambda', label: m.recommend_lambda, hint: m.recommend_lambda_hint },
      ...real(0.001, 50),
    },
  ],
  ials: [
    { ...factors, ...whole(1, 512, 16) },
    {
      ...{ key: 'iterations', label: m.recommend_iterations, hint: m.recommend_iterations_hint },
      ...whole(1, 200, 1),
    },
    {
      ...{ key: 'unobserved', label: m.recommend_unobserved, hint: m.recommend_unobserved_hint },
      ...real(1e-6, 0.1),
    },
    { ...regularisation, ...real(0, 0.001) },
    {
      key: 'frequencyScaling',
      label: m.recommend_frequency_scaling,
      hint: m.recommend_frequency_scaling_hint,
      ...real(0, 0.1, 1),
    },
  ],
  bpr: [
    { ...factors, ...whole(1, 512, 16) },
    { ...epochs, ...whole(1, 2000, 10) },
    { ...rate, ...real(1e-6, 0.005) },
    { ...regularisation, ...real(0, 0.005) },
  ],
  neumf: [
    {
      ...{ key: 'parts', label: m.recommend_parts_used, hint: m.recommend_parts_used_hint },
      kind: 'choice',
      options: [
        { value: 'both', label: m.recommend_parts_both },
        { value: 'gmf', label: m.recommend_parts_gmf },
        { value: 'mlp', label: m.recommend_parts_mlp },
      ],
    },
    { ...factors, ...whole(1, 256, 8) },
    {
      ...{ key: 'layers', label: m.recommend_layers, hint: m.recommend_layers_hint },
      kind: 'layers',
    },
    { ...epochs, ...whole(1, 1000, 5) },
    {
      ...{ key: 'negatives', label: m.recommend_negatives, hint: m.recommend_negatives_hint },
      ...whole(1, 100, 1),
    },
    { ...batch, ...whole(1, 1_000_000, 256) },
    { ...rate, ...real(1e-6, 0.0005) },
    { ...regularisation, ...real(0, 1e-6) },
  ],
  twoTower: [
    { ...factors, ...whole(1, 256, 16) },
    { ...epochs, ...whole(1, 1000, 5) },
    { ...batch, ...whole(2, 1_000_000, 256) },
    { ...rate, ...real(1e-6, 0.001) },
    {
      ...{ key: 'temperature', label: m.recommend_temperature, hint: m.recommend_temperature_hint },
      ...real(0.001, 0.02),
    },
    { ...regularisation, ...real(0, 1e-6) },
  ],
  content: [
    {
      ...{ key: 'textWeight', label: m.recommend_text_weight, hint: m.recommend_text_weight_hint },
      ...real(0, 0.1, 1),
    },
  ],
  social: [
    {
      key: 'secondDegree',
      label: m.recommend_second_degree,
      hint: m.recommend_second_degree_hint,
      ...real(0, 0.05),
    },
  ],
  hybrid: [],
};
