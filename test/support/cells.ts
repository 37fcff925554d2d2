import type { Notebook } from '#shared/notebook/notebook.ts';

type Cell = Notebook['cells'][number];

/** A cell that goes by its id. */
export function cell(
  id: string,
  kind: string,
  settings: Cell['settings'],
  inputs: Cell['inputs'] = {},
): Cell {
  return { id, kind, name: id, settings, inputs, collapsed: false };
}

/** A notebook of these cells, seed 42. */
export function notebookOf(...cells: Cell[]): Notebook {
  return { format: 'portrait-notebook', version: 1, title: 'Test', seed: 42, cells };
}

/** Cells that bring Online Retail's purchases in as interactions `who`, in the setting of its reference figures. */
export function onlineRetailCells(path: string): Cell[] {
  const query = `SELECT * FROM data WHERE "CustomerID" IS NOT NULL AND "Quantity" > 0 AND "UnitPrice" > 0 AND "InvoiceNo" NOT LIKE 'C%'`;
  const columns = { user: 'CustomerID', item: 'StockCode', time: 'InvoiceDate' };
  return [
    cell('data', 'data', { source: { type: 'file', path, name: 'online_retail.csv.gz' } }),
    cell('lines', 'sql', { query, rowLimit: 1_000_000 }, { tables: ['data'] }),
    cell('who', 'interactions', columns, { events: ['lines'] }),
  ];
}

/** A table from CSV text beside interactions `who` made of it. */
export function eventCells(path: string, settings: Cell['settings'] = {}): Cell[] {
  return [
    cell('data', 'data', { source: { type: 'file', path, name: 'events.csv' } }),
    cell('who', 'interactions', { user: 'user', item: 'item', ...settings }, { events: ['data'] }),
  ];
}
