export { cleanTable } from './clean-table.ts';
