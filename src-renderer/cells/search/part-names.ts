import type { SearchList, SearchPart } from '#shared/search/score-parts.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** What a part, and a list, is called and what it says. */
export const partNames: Record<SearchPart, () => string> = {
  text: m.search_part_text,
  popularity: m.search_part_popularity,
  taste: m.search_part_taste,
  category: m.search_part_category,
  recency: m.search_part_recency,
};
export const partAbout: Record<SearchPart, () => string> = {
  text: m.search_part_text_about,
  popularity: m.search_part_popularity_about,
  taste: m.search_part_taste_about,
  category: m.search_part_category_about,
  recency: m.search_part_recency_about,
};
export const listNames: Record<SearchList, () => string> = {
  text: m.search_list_text,
  popular: m.search_list_popular,
  personal: m.search_list_personal,
};

/** The colour of a part, everywhere. */
export const partColour: Record<SearchPart, string> = {
  text: 'var(--series-1)',
  popularity: 'var(--series-2)',
  taste: 'var(--series-3)',
  category: 'var(--series-4)',
  recency: 'var(--series-5)',
};
