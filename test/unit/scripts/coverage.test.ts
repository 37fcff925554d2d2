import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addReport, coverageTable } from '../../../scripts/testing/coverage.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const statements = (...ran: number[]) => ({
  statementMap: Object.fromEntries(ran.map((_, at) => [at, { start: { line: at + 1 } }])),
  s: Object.fromEntries(ran.entries()),
});
const report = (file: string, ...ran: number[]) => ({
  [file]: { path: join(root, file), ...statements(...ran) },
});

it('counts a line that any part ran, and lists the least covered first', () => {
  const files = new Map<string, Map<number, boolean>>();
  addReport(files, { ...report('shared/a.ts', 1, 0, 0, 0), ...report('shared/b.ts', 3, 3) });
  addReport(files, report('shared/a.ts', 0, 2, 0, 0));
  const [, first, second, whole] = coverageTable(files).split('\n');
  expect(first).toBe(' 50.0%        2  shared/a.ts');
  expect(second).toBe('100.0%        0  shared/b.ts');
  expect(whole).toBe(' 66.7%        2  2 files');
});
