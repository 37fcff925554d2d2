import { expect, it } from 'vitest';
import { scriptOf } from '../../../scripts/testing/component-scripts.mjs';

const component = `<!-- A thing. -->
<script lang="ts" generics="T extends string">
  const { save }: { save: (one: T) => void } = $props();
</script>

<p>{save.name}</p>
<button
  onclick={() => {
    save();
  }}
></button>
{#if save}<i onclick={() => save()} onblur={async () => { await save(); }}></i>{/if}
`;

it('keeps script and handlers of a component on their lines, and nothing of its markup', () => {
  const { text, isScript } = scriptOf(component);
  expect(text.split('\n').map((line: string) => line.trim())).toEqual([
    '',
    '',
    'const { save }: { save: (one: T) => void } = ($props() as never);',
    '',
    '',
    '',
    '',
    ';(() => {',
    'save();',
    '});',
    '',
    ';(async () => { await save(); });',
    '',
    'type T = string;',
    'export {};',
    '',
  ]);
  expect([2, 8].map(isScript)).toEqual([true, false]);
});
