import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { FoundPerson } from '#shared/contract/person.ts';
import PersonDialog from '../../../src-renderer/shell/person/PersonDialog.svelte';

const found = (text: string): FoundPerson => ({
  identifiers: [{ text, by: 'typed' }],
  places: [{ column: 'email', cells: [], tables: 1, rows: 1, proposed: true }],
  texts: 0,
});
const find = vi.fn(({ identifiers }: { identifiers: string[] }) =>
  Promise.resolve(found(identifiers.join())),
);
// What the shell gives; there is no backend in a page of tests.
vi.mock('../../../src-renderer/stores/workbench.svelte.ts', () => ({
  getWorkbench: () => ({ client: { person: { find } }, dialog: 'person' }),
}));

it('asks again whether somebody is sure when another person is looked for', async () => {
  const screen = await render(PersonDialog);
  const search = async (who: string) => {
    await screen.getByRole('textbox').fill(who);
    await screen.getByRole('button', { name: 'Find', exact: true }).click();
  };
  await search('a@x.example');
  await screen.getByRole('button', { name: /^Erase/ }).click();
  await page.getByRole('checkbox').last().click();
  await expect.element(screen.getByRole('button', { name: /^Erase/ })).toBeEnabled();
  await search('b@x.example');
  await expect.element(page.getByRole('checkbox')).toBeVisible();
  await screen.getByRole('button', { name: /^Erase/ }).click();
  await expect.element(screen.getByRole('button', { name: /^Erase/ })).toBeDisabled();
});
