import { z } from 'zod';
import { fileFormatId } from '../files/formats.ts';
import { columnChoice, importWarning, parseOptions } from '../model/cells/data.ts';
import { openDataset } from '../model/open-dataset.ts';
import { cellValue, column, columnType } from '../model/table.ts';
import { numberReading } from '../values/number/number-format-schema.ts';
import { timeDecision, timeOutcome } from '../values/time/format.ts';
import { personalFinding } from '../privacy/detect.ts';
import { forAnalyst } from './base.ts';

export const filePreview = z.object({
  bytes: z.number(),
  /** What `auto` came to. */
  detected: z.object({
    format: fileFormatId,
    delimiter: z.string(),
    quote: z.string(),
    escape: z.string(),
    comment: z.string(),
    /** Lines before the header that are left out. */
    skip: z.number().int(),
    header: z.boolean(),
    encoding: z.string(),
    dayFirst: z.boolean(),
    compressed: z.boolean(),
    /** JSON lines: keys that hold lists of objects, any of which can become rows. */
    lists: z.array(z.string()),
    /** The sheets of a workbook, and the one that is read. */
    sheets: z.array(z.string()).optional(),
    sheet: z.string().optional(),
  }),
  columns: z.array(
    z.object({
      name: z.string(),
      detected: columnType,
      type: columnType,
      words: column.shape.words,
      missing: z.number().int(),
      /** How its numbers are written, where they are more than plain digits or their type was chosen. */
      reading: numberReading.nullable(),
      /** Marks read as missing though nobody named them. */
      marks: z.array(z.string()),
      /** NA is a value here, as among country codes. */
      keepsNa: z.boolean(),
      /** Text that looks like numbers. */
      codes: z.boolean(),
      /** How a date column's beginning is read, or why it is not. */
      time: timeOutcome.nullable().optional(),
      /** Numbers or months that look like times, which nobody chose them to be; null where nothing speaks for it. */
      proposed: timeDecision.nullable().optional(),
      /** Values that give people away, by the vote of those looked at; null where they do not. */
      personal: personalFinding.nullable().optional(),
    }),
  ),
  /** The first rows as they will be stored, and as they stand in the file. */
  rows: z.array(z.array(cellValue)),
  raw: z.array(z.array(z.string())),
  warnings: z.array(importWarning),
});
export type FilePreview = z.infer<typeof filePreview>;

/** Structural stand-in for the platform's Blob, which this folder's types do not know. */
export type BlobLike = { readonly size: number; arrayBuffer(): Promise<ArrayBuffer> };
const blob = z.custom<BlobLike>(
  (value) => typeof value === 'object' && value !== null && 'arrayBuffer' in value,
);

export const files = {
  /** Looks at the beginning of a file with the given options; nothing of it is stored. */
  preview: forAnalyst
    .input(
      z.object({
        path: z.string(),
        options: parseOptions,
        columns: z.array(columnChoice),
        rows: z.number().int().max(200).default(50),
      }),
    )
    .output(filePreview),
  /** Hands a file over in parts of at most 4 MiB (browser tab, drag and drop, pasted table). */
  begin: forAnalyst
    .input(z.object({ name: z.string(), bytes: z.number() }))
    .output(z.object({ upload: z.string() })),
  append: forAnalyst
    .input(z.object({ upload: z.string(), part: blob }))
    .output(z.object({ received: z.number() })),
  /** The path to use in a Data cell. */
  finish: forAnalyst
    .input(z.object({ upload: z.string() }))
    .output(z.object({ path: z.string(), name: z.string(), bytes: z.number() })),
  /** Openly licensed real data sets: what they are, where to get them, how to read them. */
  openDatasets: forAnalyst.input(z.object({})).output(z.array(openDataset)),
};
