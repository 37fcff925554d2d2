import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { data, parseOptions, type ColumnChoice } from '#shared/model/cells/data.ts';
import type { Mask } from '#shared/privacy/mask.ts';
import { FileFingerprints, importFile, previewFile } from '../../src-main/backend/data/index.ts';
import { dataKind } from '../../src-main/backend/notebook/kinds/data.ts';
import { ColumnSummaries } from '../../src-main/backend/data/index.ts';
import { maskingKey, Workspace } from '../../src-main/backend/storage/index.ts';
import { sharedData } from '../support/shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'masked-'));
afterAll(() => rmSync(folder, { recursive: true }));
let ids = 0;
const deps = { clock: () => 1, newId: () => `id-${(ids += 1)}` };

const people = 300;
const lines = Array.from({ length: people * 3 }, (_, i) => {
  const p = i % people;
  return [
    `Marker${p}Ann`,
    `marker${p}@secret.example`,
    `1381234${String(p).padStart(4, '0')}`,
    String(880_000 + p),
    `${1000 + (p % 60)}.5`,
    `19${60 + (p % 40)}-03-${String(1 + (p % 28)).padStart(2, '0')}`,
    `2011-11-${String(1 + ((p + i) % 28)).padStart(2, '0')} 08:15:00`,
    `EC1A${p}ZQ`,
    String(i % 2),
  ].join(',');
});
const csv = `name,email,phone,customer,salary,born,seen,postcode,bought\n${lines.join('\n')}\n`;
const masks: (Mask | undefined)[] = [
  { action: 'drop' },
  { action: 'pseudonym', domain: 'email' },
  { action: 'partial', first: 0, last: 3 },
  { action: 'pseudonym', domain: 'customer' },
  { action: 'band', width: 20 },
  { action: 'period', unit: 'year' },
  { action: 'shift', person: 3, days: 90 },
  { action: 'prefix', keep: 2 },
  undefined,
];
const choices: ColumnChoice[] = masks.map((mask, index) => ({
  ...{ index, name: null, type: null, skip: false },
  ...(mask && { mask }),
}));
/** What stands in the file and must stand nowhere else. */
const secrets = [
  ...['Marker17Ann', 'marker17@secret', '13812340017', '880017', '1017.5', '1977-03-18', 'EC1A17'],
  ...['Marker299', 'marker299', '880299', 'EC1A299'],
];

function context(workspace: Workspace) {
  return {
    ...{ workspace, folder, signal: new AbortController().signal, progress: () => undefined },
  } as unknown as Parameters<ReturnType<typeof dataKind>['run']>[0];
}

/** Names of files below a folder that hold a text. */
function holding(text: string, below: string): string[] {
  return readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

describe('a masked import', () => {
  it('writes no raw value into any file, and removes the upload', async () => {
    const place = mkdtempSync(join(folder, 'place-'));
    const workspace = Workspace.open(join(place, 'w.portrait'), deps);
    const hash = createHash('sha256').update(csv).digest('hex');
    mkdirSync(join(place, 'w.uploads'));
    const path = join(place, 'w.uploads', `${hash}.csv`);
    writeFileSync(path, csv);
    const kind = dataKind();
    const settings = data.settings.parse({
      source: { type: 'file', path, name: 'people.csv' },
      columns: choices,
    });
    const before = await kind.fingerprint!(settings, place);
    const { table } = await kind.run(context(workspace), settings);
    expect(table.rows).toBe(people * 3);
    expect(table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...['email text', 'phone text', 'customer text', 'salary category', 'born category'],
      ...['seen date', 'postcode category', 'bought integer'],
    ]);
    // Summaries and their top values are made of what is stored.
    await new ColumnSummaries(workspace.db, workspace.tables).get(table.id, null);
    for (const secret of secrets) expect(holding(secret, place), secret).toEqual([]);
    workspace.close();
    for (const secret of secrets) expect(holding(secret, place), secret).toEqual([]);
    expect(existsSync(path)).toBe(false);
    // What it held is still known by its name, so the result stays fresh; making it anew needs the file.
    expect(await new FileFingerprints().of(path)).toBe(before);
    const again = Workspace.open(join(place, 'w.portrait'), deps);
    await expect(kind.run(context(again), settings)).rejects.toMatchObject({
      code: 'upload_removed',
    });
    again.close();
  });

  it('keeps joins, gaps between dates of a person, bands and periods', async () => {
    const workspace = Workspace.open(join(folder, 'joins.portrait'), deps);
    const file = join(folder, 'people.csv');
    writeFileSync(file, csv);
    const key = maskingKey(workspace.db);
    const { table } = await importFile(workspace.tables, {
      ...{ path: file, options: parseOptions.parse({}), columns: choices, maskingKey: key },
    });
    const other = join(folder, 'orders.csv');
    writeFileSync(
      other,
      `buyer\n${Array.from({ length: 50 }, (_, i) => `${880_000 + i}.0`).join('\n')}\n`,
    );
    const orders = await importFile(workspace.tables, {
      ...{ path: other, options: parseOptions.parse({}), maskingKey: key },
      columns: [
        {
          ...{ index: 0, name: null, type: null, skip: false },
          mask: { action: 'pseudonym', domain: 'customer' },
        },
      ],
    });
    const buyers = new Set(
      [...workspace.tables.scan(orders.table.id)].flatMap(({ rows }) =>
        rows.map(([buyer]) => buyer),
      ),
    );
    const rows = [...workspace.tables.scan(table.id)].flatMap((batch) => batch.rows);
    expect(rows.filter((row) => buyers.has(row[2]!)).length).toBe(150);
    expect(new Set(rows.map((row) => row[2])).size).toBe(people);
    expect(new Set(rows.map((row) => row[3]))).toEqual(
      new Set(['[1000, 1020)', '[1020, 1040)', '[1040, 1060)']),
    );
    expect(rows[17]!.slice(1, 2)).toEqual(['***017']);
    expect(rows[17]![4]).toBe('1977');
    expect(rows[17]![6]).toBe('EC*');
    const shifts = lines.map((line, r) => {
      const [from, to] = [line.split(',')[6]!, String(rows[r]![5])].map((text) =>
        Date.parse(`${text.replace(' ', 'T')}Z`),
      );
      return (to! - from!) / 86_400_000;
    });
    for (const [r, shift] of shifts.entries()) expect(shift).toBe(shifts[r % people]);
    expect(
      shifts.every((shift) => shift !== 0 && Math.abs(shift) <= 90 && Number.isInteger(shift)),
    ).toBe(true);
    expect(new Set(shifts).size).toBeGreaterThan(90);
    workspace.close();
  });

  it('tells no raw value where one does not fit', async () => {
    const workspace = Workspace.open(join(folder, 'fault.portrait'), deps);
    const file = join(folder, 'fault.csv');
    writeFileSync(file, 'salary\n1\n2\nMarkerSecret\n');
    const request = {
      ...{ path: file, options: parseOptions.parse({}) },
      columns: [
        {
          index: 0,
          name: null,
          type: null,
          skip: false,
          mask: { action: 'band', width: 10 } as const,
        },
      ],
    };
    const fault = await importFile(workspace.tables, request).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'file_value' });
    expect(JSON.stringify(fault)).not.toContain('MarkerSecret');
    workspace.close();
  });

  it('proposes the columns that give people away, and shows what would be stored', async () => {
    const file = join(folder, 'proposed.csv');
    writeFileSync(file, csv);
    const plain = await previewFile(
      { path: file, options: parseOptions.parse({}), columns: [] },
      5,
    );
    const found = plain.columns.map(({ personal }) => personal?.kind ?? null);
    expect(found).toEqual([null, 'email', 'phone', null, null, 'birth_date', null, null, null]);
    const masked = await previewFile(
      {
        path: file,
        options: parseOptions.parse({}),
        columns: choices,
        maskingKey: '11'.repeat(32),
      },
      5,
    );
    expect(masked.rows[0]!.slice(0, 3)).toEqual([
      null,
      expect.stringMatching(/^[a-z2-7]{26}$/),
      '***000',
    ]);
  });

  const references = [
    ...['online_retail.csv.gz', 'online_shoppers_intention.csv'],
    ...[
      'campaign_descriptions',
      'campaigns',
      'coupon_redemptions',
      'demographics',
      'transactions_sample',
    ].map((name) => `completejourney/${name}.csv`),
    ...['coupons', 'products'].map((name) => `completejourney/${name}.csv.gz`),
  ];
  it.each(references)('proposes nothing for %s', async (name) => {
    const path = sharedData(name);
    if (path === undefined) return expect(path).toBeUndefined();
    const { columns } = await previewFile(
      { path, options: parseOptions.parse({}), columns: [] },
      1,
    );
    expect(columns.filter(({ personal }) => personal).map((column) => column.name)).toEqual([]);
  });
});
