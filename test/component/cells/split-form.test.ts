import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { split } from '#shared/model/prep.ts';
import SplitForm from '../../../src-renderer/cells/features/SplitForm.svelte';

const columns = [
  { name: 'when', type: 'text' as const },
  { name: 'day', type: 'date' as const },
];

it('lets one choose how the times of a split are written, unless the table stores dates', async () => {
  const onchange = vi.fn();
  const settings = split.parse({ kind: 'time', column: 'when' });
  const props = { split: settings, columns, rows: null, times: null, onchange };
  const { rerender } = await render(SplitForm, props);
  const format = page.getByRole('combobox', { name: /^Time format/ });
  await format.click();
  await page.getByRole('option', { name: /^month.day.year/i }).click();
  const timeFormat = { reading: 'month_day_year' };
  expect(onchange).toHaveBeenLastCalledWith({ ...settings, timeFormat });
  await rerender({ ...props, split: { ...settings, timeFormat } });
  await format.click();
  await page.getByRole('option', { name: /^decided by/i }).click();
  expect(onchange).toHaveBeenLastCalledWith(settings);
  await rerender({ ...props, split: { ...settings, column: 'day' } });
  await expect.element(format).not.toBeInTheDocument();
});
