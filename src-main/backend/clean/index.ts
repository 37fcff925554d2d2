export { cleanTable, eachRow } from './clean-table.ts';
