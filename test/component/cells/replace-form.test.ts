import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Replace from '../../../src-renderer/cells/clean/forms/Replace.svelte';

const columns = [
  { name: 'gender', type: 'text' },
  { name: 'age', type: 'integer' },
];

it('changes one rule and leaves the others', async () => {
  const onchange = vi.fn();
  const values = [
    { from: 'F', to: 'female' },
    { from: 'M', to: null },
  ];
  await render(Replace, { step: { type: 'replace', column: 'gender', values }, columns, onchange });
  const becomes = page.getByLabelText('Becomes').nth(1);
  await becomes.fill('male');
  (await becomes.element()).blur();
  await vi.waitFor(() => expect(onchange).toHaveBeenCalled());
  expect(onchange).toHaveBeenLastCalledWith({
    type: 'replace',
    column: 'gender',
    values: [
      { from: 'F', to: 'female' },
      { from: 'M', to: 'male' },
    ],
  });
});

it('reads what is typed as the column holds it', async () => {
  const onchange = vi.fn();
  const step = { type: 'replace', column: 'age', values: [{ from: 999, to: null }] };
  await render(Replace, { step, columns, onchange });
  const becomes = page.getByLabelText('Becomes');
  await becomes.fill('40');
  (await becomes.element()).blur();
  await vi.waitFor(() =>
    expect(onchange).toHaveBeenLastCalledWith({ ...step, values: [{ from: 999, to: 40 }] }),
  );
});
