import { createRawSnippet } from 'svelte';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Dialog from '../../../src-renderer/ui/overlays/Dialog.svelte';

it('opens with the focus on its heading, not on the button that closes it', async () => {
  const screen = await render(Dialog, {
    ...{ open: true, title: 'Take it away', onclose: () => undefined },
    children: createRawSnippet(() => ({ render: () => '<input aria-label="first" />' })),
  });
  const heading = screen.getByRole('heading', { name: 'Take it away' });
  await expect.element(heading).toHaveFocus();
});
