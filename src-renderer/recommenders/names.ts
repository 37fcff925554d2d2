import { recommenderChoice, type RecommenderChoice } from '#shared/model/cells/recommend.ts';
import type { Field, Presented } from '#shared/recommenders/descriptor.ts';
import { hybrid } from '#shared/recommenders/hybrid.ts';
import { algorithmTypes, descriptorOf } from '#shared/recommenders/index.ts';
import { m } from '../i18n/paraglide/messages.js';
import { said } from '../i18n/said.ts';

type ChoiceType = RecommenderChoice['type'];

/** Every recommender and what joins them, as a select lists them. */
export const choiceTypes: readonly ChoiceType[] = [...algorithmTypes, 'hybrid'];

/** Name, sentence and source of a recommender, or of a hybrid. */
export function presented(type: ChoiceType): Presented {
  return type === 'hybrid' ? hybrid : descriptorOf(type);
}

/** The settings a form asks for; a hybrid's are the weights of its parts. */
export function fieldsOf(type: ChoiceType): readonly Field[] {
  return type === 'hybrid' ? [] : descriptorOf(type).fields;
}

export function typeName(type: ChoiceType): string {
  return said(presented(type).name);
}

/** What a recommender goes by on every screen where its cell's own name does not stand. */
export function algorithmName(choice: RecommenderChoice): string {
  return choice.type === 'popular' && choice.bySegment
    ? m.recommend_popular_segment()
    : typeName(choice.type);
}

/** An algorithm with its usual settings. */
export function newAlgorithm(type: ChoiceType): RecommenderChoice {
  return recommenderChoice.parse({ type });
}
