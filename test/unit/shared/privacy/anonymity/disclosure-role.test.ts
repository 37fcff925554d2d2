import { describe, expect, it } from 'vitest';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { guessDisclosureRole } from '#shared/privacy/anonymity/disclosure-role.ts';

const count = (value: (at: number) => CellValue) =>
  Array.from({ length: 40 }, (_, at) => value(at));
const never = () => false;

describe('what a column gives away', () => {
  it.each<[string, ColumnType, CellValue[], string]>([
    ['email', 'text', count((at) => `p${at}@example.org`), 'identifier'],
    ['contact', 'text', count((at) => `p${at}@example.org`), 'identifier'],
    ['customer_id', 'integer', count((at) => 100 + at), 'identifier'],
    ['用户编号', 'integer', count((at) => at), 'identifier'],
    ['customer_id', 'integer', count((at) => at % 5), 'other'],
    ['last_name', 'text', count((at) => ['Meier', 'Novak', 'Rossi'][at % 3]!), 'identifier'],
    ['remarks', 'text', count((at) => `called about order ${at} twice`), 'identifier'],
    ['age', 'integer', count((at) => at), 'quasi'],
    ['ageGroup', 'category', count((at) => `${at % 4}0s`), 'quasi'],
    ['ZIP-Code', 'integer', count((at) => 10_000 + at), 'quasi'],
    ['date_of_birth', 'date', count((at) => `1980-01-${10 + (at % 20)}`), 'quasi'],
    ['Education_Level', 'category', count((at) => `e${at % 4}`), 'quasi'],
    ['性别', 'category', count((at) => (at % 2 ? '男' : '女')), 'quasi'],
    ['年龄段', 'category', count((at) => `${at % 4}`), 'quasi'],
    ['income', 'category', count((at) => `${at % 4}`), 'sensitive'],
    ['monthlySalary', 'real', count((at) => at), 'sensitive'],
    ['诊断', 'category', count((at) => `${at % 4}`), 'sensitive'],
    ['page_views', 'integer', count((at) => at), 'other'],
    ['average', 'real', count((at) => at), 'other'],
    ['storage', 'integer', count((at) => at), 'other'],
    ['age', 'integer', count(() => null), 'quasi'],
    ['empty', 'text', count(() => null), 'other'],
  ])('%s (%s)', (name, type, values, role) => {
    expect(guessDisclosureRole({ name, type }, values, never)).toBe(role);
  });
});
