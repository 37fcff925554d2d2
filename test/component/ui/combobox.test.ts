import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Combobox from '../../../src-renderer/ui/fields/Combobox.svelte';

const option = createRawSnippet((name: () => string) => ({
  render: () => `<span>${name()}</span>`,
}));

function fieldOf(more: object = {}) {
  const made = { ontype: vi.fn(), onpick: vi.fn(), onkey: vi.fn(() => false) };
  const props = {
    ...{ label: 'Fruit', text: '', options: ['apple', 'pear', 'plum'], open: false },
    ...{ key: (name: string) => name, option, ...made, ...more },
  };
  return { made, props };
}
const field = () => page.getByRole('combobox', { name: 'Fruit' });
const marked = () => page.getByRole('option', { selected: true });

it('opens on focus, moves by arrows within its options and takes one with Enter', async () => {
  const { made, props } = fieldOf();
  await render(Combobox, props);
  await field().click();
  await expect.element(marked()).toHaveTextContent('apple');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
  await expect.element(marked()).toHaveTextContent('plum');
  const id = field().element().getAttribute('aria-activedescendant');
  expect(document.getElementById(id ?? '')?.textContent?.trim()).toBe('plum');
  await userEvent.keyboard('{ArrowUp}{Enter}');
  expect(made.onpick).toHaveBeenLastCalledWith('pear');
  await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
});

it('closes on Escape and when the focus leaves it, taking nothing', async () => {
  const { made, props } = fieldOf();
  await render(Combobox, props);
  await field().click();
  await userEvent.keyboard('{Escape}');
  await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(field()).toHaveAttribute('aria-expanded', 'true');
  await userEvent.tab();
  await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
  expect(made.onpick).not.toHaveBeenCalled();
});

it('leaves the text itself chosen until an arrow was pressed, where the text may stand for itself', async () => {
  const { made, props } = fieldOf({ first: -1, opensOnFocus: false });
  await render(Combobox, props);
  await field().click();
  await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
  await field().fill('p');
  expect(made.ontype).toHaveBeenLastCalledWith('p');
  await expect.element(field()).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard('{Enter}');
  expect(made.onkey).toHaveBeenLastCalledWith('Enter', undefined);
  expect(made.onpick).not.toHaveBeenCalled();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(made.onpick).toHaveBeenLastCalledWith('apple');
});

it('takes an option with a press, the focus staying in the field', async () => {
  const { made, props } = fieldOf({ inline: true });
  await render(Combobox, props);
  await field().click();
  await page.getByRole('option', { name: 'plum' }).click();
  expect(made.onpick).toHaveBeenLastCalledWith('plum');
  expect(document.activeElement).toBe(field().element());
});
