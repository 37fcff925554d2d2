import type { TypedValue } from '../../types/evidence.ts';

/** Takes rows from a reader: fields as bytes, or values that have a type already. False ends the reading. */
export type RowConsumer = {
  /** Field f is bytes `starts[f]` to `ends[f]`, valid only during the call. */
  record(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    fields: number,
    line: number,
  ): boolean;
  /** `values` is valid only during the call. */
  values(values: readonly TypedValue[], line: number): boolean;
};

/** Called between chunks with the bytes on disk read so far; may wait. */
export type AfterChunk = (position: number) => Promise<void>;
