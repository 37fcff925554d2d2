import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Mask } from '#shared/privacy/mask.ts';
import ColumnMask from '../../../src-renderer/cells/data/ColumnMask.svelte';

const finding = { kind: 'email', matching: 98, of: 100, named: true } as const;
const columns = ['customer', 'email', 'born'];

async function draw(mask: Mask | undefined, found: typeof finding | null = finding) {
  const onchange = vi.fn<(mask: Mask | undefined) => void>();
  const screen = await render(ColumnMask, {
    ...{ column: 'email', index: 1, finding: found, mask, columns, onchange },
  });
  return { screen, onchange };
}

it('says what a column looks like and takes the proposal in one click', async () => {
  const { screen, onchange } = await draw(undefined);
  await expect.element(screen.getByText(/e-mail addresses.*98 of 100/)).toBeVisible();
  await screen.getByRole('button', { name: 'Mask email as proposed' }).click();
  expect(onchange).toHaveBeenCalledWith({ action: 'pseudonym', domain: 'email' });
});

it('says nothing of a masked column and shows what its mask can be set to', async () => {
  const { screen, onchange } = await draw({ action: 'shift', person: 0, days: 180 });
  await expect.element(screen.getByText(/98 of 100/)).not.toBeInTheDocument();
  await expect.element(page.getByLabelText('Person column: customer')).toBeVisible();
  await screen.getByLabelText('Days at most').fill('30');
  await userEvent.keyboard('{Enter}');
  expect(onchange).toHaveBeenCalledWith({ action: 'shift', person: 0, days: 30 });
});

it('offers every mask for any column, with what it begins as', async () => {
  const { onchange } = await draw(undefined, null);
  await page.getByLabelText('Masking of email: Kept as it is').click();
  await page.getByRole('option', { name: 'Shift dates by person' }).click();
  expect(onchange).toHaveBeenCalledWith({ action: 'shift', person: 0, days: 180 });
});
