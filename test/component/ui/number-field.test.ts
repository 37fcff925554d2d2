import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import NumberField from '../../../src-renderer/ui/fields/NumberField.svelte';

it('says why a number is not taken, and gives nothing on', async () => {
  const onchange = vi.fn();
  await render(NumberField, { label: 'Epochs', value: 20, min: 1, integer: true, onchange });
  const field = page.getByLabelText('Epochs');
  await field.fill('0');
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  expect(onchange).not.toHaveBeenCalled();
});

it('gives a number on with Enter', async () => {
  const onchange = vi.fn();
  await render(NumberField, { label: 'Epochs', value: 20, min: 1, integer: true, onchange });
  const field = page.getByLabelText('Epochs');
  await field.fill('35');
  await userEvent.keyboard('{Enter}');
  expect(onchange).toHaveBeenLastCalledWith(35);
});

it('steps with the arrow keys from the number it has, not past its bounds', async () => {
  const onchange = vi.fn();
  await render(NumberField, { label: 'Epochs', value: 1, min: 1, integer: true, onchange });
  page.getByLabelText('Epochs').element().focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(onchange).toHaveBeenLastCalledWith(2);
  await userEvent.keyboard('{ArrowDown}');
  expect(onchange).toHaveBeenLastCalledWith(1);
});
