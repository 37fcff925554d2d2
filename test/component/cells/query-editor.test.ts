import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Editor from '../../../src-renderer/cells/sql/Editor.svelte';
import { createQueryEditor } from '../../../src-renderer/cells/sql/editor/editor.ts';
import { staticCopy } from '../../../src-renderer/notebook/page/static-copy.ts';

function openEditor(text: string) {
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  const editor = createQueryEditor(root, {
    ...{ text, label: 'Query', describedBy: '', placeholder: '', tables: [] },
    ...{ oninput: () => undefined, onblur: () => undefined, onrun: () => undefined },
  });
  const underlined = () => [...root.querySelectorAll('.cm-fault')].map((one) => one.textContent);
  return { editor, underlined, root };
}

it('takes over lines however they end', () => {
  const { editor } = openEditor('SELECT 1\r\nFROM t');
  expect(editor.text).toBe('SELECT 1\nFROM t');
  editor.take('SELECT 1\r\nFROM t');
  expect(editor.text).toBe('SELECT 1\nFROM t');
  editor.take('SELECT 1\r\nFROM t\r\nWHERE a');
  expect(editor.text).toBe('SELECT 1\nFROM t\nWHERE a');
});

it('underlines a fault until it is changed, and what stands elsewhere moves along', () => {
  const { editor, underlined } = openEditor('SELECT agee, heigth FROM t');
  editor.underline([
    { from: 7, to: 11 },
    { from: 13, to: 19 },
  ]);
  expect(underlined()).toEqual(['agee', 'heigth']);
  editor.take('SELECT age, heigth FROM t');
  expect(underlined()).toEqual(['heigth']);
});

it('leaves the query, and no empty frame, on a page that is saved', async () => {
  const { container } = await render(Editor, {
    ...{ query: 'SELECT a\nFROM "t"', tables: [], error: null, editor: undefined },
    ...{ onchange: () => undefined, onrun: () => undefined },
  });
  const host = container.querySelector<HTMLElement>('[data-enter]');
  await expect.poll(() => host?.shadowRoot?.querySelector('.cm-content')).toBeTruthy();
  expect(container.querySelector('pre')?.checkVisibility()).toBe(false);
  const copy = staticCopy(container);
  expect(copy.querySelector('pre')?.textContent).toBe('SELECT a\nFROM "t"');
  expect(copy.textContent).not.toContain('Tab');
});

it('has the focus where the notebook goes into its cell by Enter', async () => {
  const { container } = await render(Editor, {
    ...{ query: 'SELECT 1', tables: [], error: null, editor: undefined },
    ...{ onchange: () => undefined, onrun: () => undefined },
  });
  const host = container.querySelector<HTMLElement>('[data-enter]');
  await expect.poll(() => host?.shadowRoot?.querySelector('.cm-content')).toBeTruthy();
  host?.dispatchEvent(new CustomEvent('portrait-enter'));
  expect(host?.shadowRoot?.activeElement?.classList).toContain('cm-content');
});
