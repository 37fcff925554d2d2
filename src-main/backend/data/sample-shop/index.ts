export { subscribeProbability } from './label.ts';
export { SampleShop } from './shop.ts';
export { writeSample, type SampleSource } from './write-sample.ts';
