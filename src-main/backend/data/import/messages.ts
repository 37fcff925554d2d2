import type {
  ParseOptions,
  ColumnChoice,
  ColumnTime,
  ImportWarning,
} from '#shared/model/cells/data.ts';
import type { Column } from '#shared/model/table.ts';
import type { Work } from '../../lib/index.ts';
import type { FilePreview } from '#shared/contract/files.ts';

/** `maskingKey`: the workspace's, where a column's mask is keyed. */
export type ImportRequest = {
  path: string;
  options: ParseOptions;
  columns: ColumnChoice[];
  maskingKey?: string;
};
export type ParseTask = ImportRequest & { mode: 'import' | { previewRows: number } };

/** One column of a batch. Numbers: NaN is missing. Texts: code 0 is missing, code n is the nth text since the last reset. */
export type ColumnBatch =
  | { kind: 'numbers'; values: Float64Array<ArrayBuffer> }
  | { kind: 'texts'; codes: Uint32Array<ArrayBuffer>; fresh: string[]; reset: boolean };

export type ParseWork = Work<ParseTask, ParseMessage>;

/** What the parser thread says, in order: start, batches, done; or start again after rows that changed a type. */
export type ParseMessage =
  | { type: 'start'; columns: Column[]; bytes: number }
  | { type: 'batch'; rows: number; columns: ColumnBatch[]; position: number }
  | { type: 'looking'; position: number }
  | {
      type: 'done';
      columns: Column[];
      times: ColumnTime[];
      warnings: ImportWarning[];
      bytes: number;
    }
  | { type: 'preview'; preview: FilePreview };
