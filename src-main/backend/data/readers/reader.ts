import type { FilePreview } from '#shared/contract/files.ts';
import type { ImportWarning } from '#shared/model/cells/data.ts';
import type { AfterChunk, RowConsumer } from './text/records.ts';

type Detected = FilePreview['detected'];

type ColumnProblem = Extract<
  ImportWarning['kind'],
  'duplicate_header' | 'empty_header' | 'duration_seconds' | 'bytes_as_hex' | 'invalid_text'
>;

/** A file whose shape is known: its columns, and its rows as often as they are asked for. */
export type Reader = {
  detected: Detected;
  /** Grows where a JSON key turns up late. */
  names: string[];
  /** What is to be told of columns; may grow while rows are read. */
  problems: { kind: ColumnProblem; name: string }[];
  /** What the latest reading let pass, with the line of the first. */
  passed?(): {
    kind: ImportWarning['kind'];
    line: number | null;
    count: number;
    column?: string;
    found?: string;
  }[];
  /**
   * Feeds rows until the consumer has had enough. `start` only: at most about the first megabyte. What columns `without`
   * names nobody asks for: a format that keeps columns apart does not read them.
   */
  read(
    consumer: RowConsumer,
    options: { start: boolean; afterChunk?: AfterChunk; without?: ReadonlySet<number> },
  ): Promise<void>;
};

export const startBytes = 2 ** 20;

/** What delimited text has and other formats do not. */
export const notDelimited = { quote: '', escape: '', comment: '', skip: 0 };
