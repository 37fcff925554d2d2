export { searchNets } from './search.ts';
