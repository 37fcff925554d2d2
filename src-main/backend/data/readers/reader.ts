import type { FilePreview } from '#shared/contract/files.ts';
import type { AfterChunk, RowConsumer } from './records.ts';

type Detected = FilePreview['detected'];

/** A file whose shape is known: its columns, and its rows as often as they are asked for. */
export type Reader = {
  detected: Detected;
  /** Grows where a JSON key turns up late. */
  names: string[];
  /** Header problems found while opening. */
  problems: { kind: 'duplicate_header' | 'empty_header'; name: string }[];
  /** Feeds rows until the consumer has had enough. `start` only: at most about the first megabyte. */
  read(consumer: RowConsumer, options: { start: boolean; afterChunk?: AfterChunk }): Promise<void>;
};

export const startBytes = 2 ** 20;
