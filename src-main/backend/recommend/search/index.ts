export { answerSearch } from './answer-search.ts';
export { catalogueOfItems, catalogueOfTable } from './catalogue.ts';
export { completionsOf } from './completions.ts';
export { makeSearch } from './make-search.ts';
export { People } from './people.ts';
export { readQueryLog } from './query-log.ts';
export { decodeSearch, encodeSearch, Searcher } from './searcher.ts';
