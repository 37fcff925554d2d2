export { chooseWay, type Way } from './choose-way.ts';
export { openModelFile } from './model-file.ts';
export { predictTable } from './predict-table.ts';
