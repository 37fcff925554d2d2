export { dataPath, FileFingerprints } from './fingerprint.ts';
export { importFile } from './import/import-file.ts';
export { previewFile } from './import/preview-file.ts';
export {
  SampleShop,
  subscribeProbability,
  writeSample,
  type SampleSource,
} from './sample-shop/index.ts';
export { columnOfValues, type ChartColumn } from './chart/chart-column.ts';
export { groupRows } from './chart/group-rows.ts';
export { runChart } from './chart/run-chart.ts';
export { runQuery } from './sql/run-query.ts';
export { ColumnSummaries } from './columns/column-summaries.ts';
export { pseudonyms } from './masking/keyed.ts';
export { phoneRecogniser } from './masking/phone-recogniser.ts';
export { parquetElement, parquetValue } from './export/column-schema.ts';
export { TableExports } from './export/table-exports.ts';
export { openDatasets } from './open-datasets.ts';
export { removeUpload, uploadPlace, Uploads, uploadsBeside } from './uploads.ts';
