import type { TruthWords } from '#shared/model/table.ts';
import type { TypedValue } from '../types/evidence.ts';
import type { ColumnBatch } from './messages.ts';

/** Why a field did not become a value of its column. */
export type Misfit = 'value' | 'infinite' | 'not_a_number' | 'large';
/** Decides what a misfit means; returning makes the value missing. */
export type OnMisfit = (why: Misfit, text: string, line: number) => void;

/** Collects the values of one column between two batches. */
export type ColumnBuilder = {
  addBytes(bytes: Uint8Array, start: number, end: number, line: number): void;
  addValue(value: TypedValue, line: number): void;
  /** The values since the last call; memory is handed over. */
  take(): ColumnBatch;
  /** Different texts so far; undefined for numbers, or where there were too many to count. */
  distinct(): number | undefined;
  present(): number;
  /** How truth values were written, and all spellings where one value has several; undefined where none was. */
  words?(): TruthWords | undefined;
  spellings?(): string[];
};

export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
