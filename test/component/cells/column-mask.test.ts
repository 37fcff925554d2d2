import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Mask } from '#shared/privacy/mask.ts';
import ColumnMask from '../../../src-renderer/cells/data/ColumnMask.svelte';

const finding = { kind: 'email', matching: 98, of: 100, named: true } as const;
const columns = ['customer', 'email', 'born'];

async function draw(mask?: Mask) {
  const onchange = vi.fn<(mask: Mask | undefined) => void>();
  const screen = await render(ColumnMask, {
    ...{ column: 'email', index: 1, finding, mask, columns, onchange },
  });
  return { screen, onchange };
}

it('says what a column looks like and takes the proposal in one click', async () => {
  const { screen, onchange } = await draw();
  await expect.element(screen.getByText(/e-mail addresses.*98 of 100/)).toBeVisible();
  await screen.getByRole('button', { name: 'Mask email as proposed' }).click();
  expect(onchange).toHaveBeenCalledWith({ action: 'pseudonym', domain: 'email' });
});
