import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compiledMessages } from './src-renderer/vite.messages.ts';
import { browserFlags, chromiumPath } from './test/support/browser.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const executablePath = chromiumPath();

/** Single components of the window, drawn in the Chromium of the other browser tests. */
export default defineConfig({
  plugins: [compiledMessages(), svelte()],
  // Every package is bundled before the first test: one found later would load the page anew.
  optimizeDeps: { entries: ['src-renderer/main.ts', 'test/component/**/*.test.ts'] },
  cacheDir: here('./.cache/vite-component'),
  test: {
    name: 'component',
    include: ['test/component/**/*.test.ts'],
    expect: { requireAssertions: true, poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 900, height: 700 },
      provider: playwright({
        launchOptions: { ...(executablePath && { executablePath }), args: browserFlags },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
