import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import SplitBar from '../../../src-renderer/cells/features/SplitBar.svelte';

const rows = { train: 700, validation: 100, test: 200, unlabelled: 0 };

it('says share and rows of each part', async () => {
  await render(SplitBar, { validation: 0.1, test: 0.2, rows, onchange: vi.fn() });
  const parts = page.getByRole('listitem');
  await expect.element(parts.nth(0)).toHaveTextContent('Training 70% · 700');
  await expect.element(parts.nth(1)).toHaveTextContent('Validation 10% · 100');
  await expect.element(parts.nth(2)).toHaveTextContent('Test 20% · 200');
});

it('moves a border by arrow keys, one per cent at a time', async () => {
  const onchange = vi.fn();
  await render(SplitBar, { validation: 0.1, test: 0.2, rows, onchange });
  page.getByRole('slider', { name: 'Test share' }).element().focus();
  await userEvent.keyboard('{ArrowLeft}');
  expect(onchange).toHaveBeenLastCalledWith({ validation: 0.1, test: 0.21 });
  page.getByRole('slider', { name: 'Validation share' }).element().focus();
  await userEvent.keyboard('{PageUp}');
  expect(onchange).toHaveBeenLastCalledWith({ validation: 0.15, test: 0.2 });
});

it('leaves at least a twentieth to training', async () => {
  const onchange = vi.fn();
  await render(SplitBar, { validation: 0.45, test: 0.5, rows, onchange });
  page.getByRole('slider', { name: 'Validation share' }).element().focus();
  await userEvent.keyboard('{PageUp}');
  expect(onchange).toHaveBeenLastCalledWith({ validation: 0.45, test: 0.5 });
});
