import { cellId, notebookId } from '../model/ids.ts';
import { z } from 'zod';
import { forOwner } from './base.ts';

/** What somebody is called in data: customer numbers, addresses, phone numbers. */
const identifiers = z.array(z.string().trim().min(1).max(300)).min(1).max(50);
/** Labels of the columns that name people, as `find` gave them. */
const columns = z.array(z.string()).min(1).max(500);

export const personPlace = z.object({
  /** A column's label; the same one in many tables is one place. */
  column: z.string(),
  /** Cells whose tables have it, and in how many tables and rows somebody was found there. */
  cells: z.array(z.object({ notebook: notebookId, cell: cellId, name: z.string() })),
  tables: z.number().int(),
  rows: z.number().int(),
  /** Likely to name people, not to hold the same number by chance. */
  proposed: z.boolean(),
});

export const foundPerson = z.object({
  /** What was looked for, as typed and by the codes of masked columns; and, not looked for, what linked records call them too. */
  identifiers: z.array(
    z.object({ text: z.string(), by: z.enum(['typed', 'pseudonym', 'linked']) }),
  ),
  places: z.array(personPlace),
  /** Notebooks and steps of undo whose text names them. */
  texts: z.number().int(),
});
export type FoundPerson = z.infer<typeof foundPerson>;

export const erasure = z.object({
  /** Entry of the audit log that certifies it. */
  entry: z.number().int(),
  tables: z.number().int(),
  rows: z.number().int(),
  /** Results that were made of the rows, and are gone; models among them. */
  results: z.number().int(),
  models: z.number().int(),
  texts: z.number().int(),
  uploads: z.number().int(),
  backups: z.number().int(),
  /** How often what names them is still found in all files of the workspace. */
  found: z.number().int(),
  /** Files outside the workspace that data was read from: they still hold them. */
  outside: z.array(z.string()),
});
export type Erasure = z.infer<typeof erasure>;

export const person = {
  /** Where somebody stands in the workspace; changes nothing. */
  find: forOwner.input(z.object({ identifiers })).output(foundPerson),
  /** All rows about somebody, as JSON and as CSV of one line a value. */
  export: forOwner
    .input(z.object({ identifiers, columns }))
    .output(
      z.object({ json: z.string(), csv: z.string(), fileName: z.string(), rows: z.number() }),
    ),
  /**
   * Takes somebody out of everything the workspace holds; what runs is stopped first. All of it or, where it is killed or fails,
   * nothing.
   */
  erase: forOwner.input(z.object({ identifiers, columns })).output(erasure),
};
