export { cleanTable, eachRow } from './clean-table.ts';
export { lineageOf, type Lineage } from './lineage.ts';
