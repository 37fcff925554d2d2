import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { compiledMessages } from './vite.messages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Inline styles in bits-ui's markup, which the content security policy refuses, as a class of ours. */
const noInlineStyles: Plugin = {
  name: 'no-inline-styles',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('bits-ui/dist') && id.endsWith('.svelte')
      ? code.replaceAll('style="display: contents;"', 'class="contents"')
      : undefined,
};

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [compiledMessages(), noInlineStyles, svelte()],
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome120',
    chunkSizeWarningLimit: 6000,
    // Every asset is a file: the content security policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
  },
});
