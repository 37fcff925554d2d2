import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ConfusionTable from '../../../src-renderer/cells/evaluate/confusion/ConfusionTable.svelte';

const props = {
  confusion: [
    [90, 10],
    [3, 27],
  ],
  classes: ['FALSE', 'TRUE'],
  chosen: null,
};

it('names each cell by its classes, count and share of the actual class', async () => {
  await render(ConfusionTable, { ...props, onchoose: vi.fn() });
  const missed = page.getByRole('button', { name: /Actual TRUE, predicted FALSE: 3.*10\.0%/ });
  await expect.element(missed).toHaveTextContent('3 10.0%');
});

it('tells which cell was chosen, so that its rows can be shown', async () => {
  const onchoose = vi.fn();
  await render(ConfusionTable, { ...props, onchoose });
  await page.getByRole('button', { name: /Actual FALSE, predicted TRUE/ }).click();
  expect(onchoose).toHaveBeenCalledExactlyOnceWith({ actual: 0, predicted: 1 });
});
