import { z } from 'zod';
import type { Words } from '../locale.ts';

type FileFormat = {
  id: string;
  name: Words;
  /** What such files are called, beside names of one library alone. */
  extensions: readonly string[];
  /** Its texts are in an encoding that one may have to name. */
  text: boolean;
  /** Its columns have types: a text is one because its writer said so. */
  typed?: true;
  /** A key may hold a list, each of whose entries becomes a row. */
  lists?: true;
  /** Holds several tables, one of which is read; titles may stand above it. */
  sheets?: true;
};

/** What a table is read from. How each is recognised and opened stands in `src-main/backend/data/readers/open-reader.ts`. */
export const fileFormats = [
  {
    id: 'delimited',
    name: { en: 'Delimited text', 'zh-CN': '分隔文本' },
    extensions: [
      ...['csv', 'tsv', 'txt', 'dat', 'data', 'base', 'test'],
      ...['user', 'item', 'inter', 'rating'],
    ],
    text: true,
  },
  {
    id: 'jsonl',
    name: { en: 'JSON lines', 'zh-CN': 'JSON Lines' },
    extensions: ['jsonl', 'ndjson'],
    ...{ text: true, lists: true },
  },
  {
    id: 'json',
    name: { en: 'JSON list', 'zh-CN': 'JSON 列表' },
    extensions: ['json'],
    ...{ text: true, lists: true },
  },
  {
    id: 'parquet',
    name: { en: 'Parquet', 'zh-CN': 'Parquet' },
    extensions: ['parquet'],
    ...{ text: false, typed: true },
  },
  {
    id: 'excel',
    name: { en: 'Excel workbook', 'zh-CN': 'Excel 工作簿' },
    extensions: ['xlsx', 'xlsm'],
    ...{ text: false, sheets: true },
  },
  {
    id: 'negative',
    name: { en: 'NCF test lists', 'zh-CN': 'NCF 测试列表' },
    extensions: ['negative'],
    text: true,
  },
] as const satisfies readonly FileFormat[];

/** Any of them may be compressed. */
export const fileExtensions: readonly string[] = [
  ...fileFormats.flatMap(({ extensions }) => extensions),
  'gz',
];

export const fileFormatId = z.enum(fileFormats.map(({ id }) => id));
export type FileFormatId = z.infer<typeof fileFormatId>;

export function fileFormat(id: FileFormatId): FileFormat {
  return fileFormats.find((format) => format.id === id)!;
}
