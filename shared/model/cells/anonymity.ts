import { z } from 'zod';
import { disclosureRole } from '../../privacy/anonymity/disclosure-role.ts';
import { level } from '../../privacy/anonymity/level.ts';
import { cellValue } from '../table.ts';
import { tableOutput } from './data.ts';
import { oneTable, type CellKindDefinition } from './value-type.ts';

/** How well people are hidden by the quasi-identifiers of a table: rows with equal ones are a class. */
const anonymityReport = z.object({
  rows: z.number().int(),
  /** Rows of the smallest class; 0 where there are none. */
  k: z.number().int(),
  classes: z.number().int(),
  /** Rows alone in their class, and those in classes smaller than wanted. */
  unique: z.number().int(),
  below: z.number().int(),
  largest: z.number().int(),
  /** Classes by size, `to` included; null for no end. */
  sizes: z.array(
    z.object({
      from: z.number().int(),
      to: z.number().int().nullable(),
      classes: z.number().int(),
      rows: z.number().int(),
    }),
  ),
  sensitive: z.array(
    z.object({
      column: z.string(),
      /** Whether closeness goes by the order of the values (numbers, none missing), not by equal or not. */
      ordered: z.boolean(),
      /** l-diversity: fewest different values of a class, and e to its least entropy. */
      distinct: z.number().int(),
      entropy: z.number(),
      /** t-closeness: largest distance of a class's values from the whole table's, 0 to 1. */
      closeness: z.number(),
      /** Rows whose value follows from their class. */
      certain: z.number().int(),
    }),
  ),
});
export type AnonymityReport = z.infer<typeof anonymityReport>;

/** What a quasi-identifier shown less finely would do, all others as they are. */
const levelEffect = z.object({
  level,
  /** Different values left, and the share of what the column says that is lost (conditional entropy by entropy). */
  values: z.number().int(),
  lost: z.number(),
  /** Rows in classes smaller than wanted, and those alone. */
  below: z.number().int(),
  unique: z.number().int(),
});

/**
 * Says how well the people of a table are hidden, and makes a k-anonymous one of it: columns shown less finely for all
 * rows alike (full-domain generalisation), the finest way that a search of the lattice finds, and few rows left out.
 */
export const anonymity = {
  kind: 'anonymity',
  version: 2,
  settings: z.object({
    /** What columns give away, where it is not what is proposed. */
    roles: z.array(z.object({ column: z.string(), role: disclosureRole })).default([]),
    /** People that shall look alike at least. */
    k: z.number().int().min(2).max(1000).default(5),
    /** Largest share of rows that may be left out. */
    leftOut: z.number().min(0).max(0.5).default(0.05),
  }),
  output: tableOutput.extend({
    roles: z.array(z.object({ column: z.string(), role: disclosureRole, proposed: z.boolean() })),
    before: anonymityReport,
    /** Counted again on the table that was made. */
    after: anonymityReport,
    quasi: z.array(
      z.object({ column: z.string(), levels: z.array(levelEffect), chosen: z.number().int() }),
    ),
    /** Rows in the smallest classes below what is wanted, and why they stand out. */
    standing: z.array(
      z.object({
        /** 1-based row, and the size of its class. */
        row: z.number().int(),
        size: z.number().int(),
        /** One a quasi-identifier: its value, rows with that value, and rows like this one but for the column. */
        values: z.array(
          z.object({ value: cellValue, rows: z.number().int(), without: z.number().int() }),
        ),
      }),
    ),
    leftOut: z.number().int(),
    /** Share of what the quasi-identifiers say that the made table keeps, rows left out counting as nothing. */
    kept: z.number(),
    /** Whether all ways of showing the columns were weighed; else the finest of those that were, which none nearby beats. */
    complete: z.boolean(),
    seconds: z.number(),
  }),
  produces: 'table',
  slots: [oneTable],
  cost: 'cheap',
  queries: {},
} as const satisfies CellKindDefinition;
export type AnonymitySettings = z.infer<typeof anonymity.settings>;
export type AnonymityOutput = z.infer<typeof anonymity.output>;
