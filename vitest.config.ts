import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { bundledWorkers } from './test/support/bundled-workers.ts';

export default defineConfig({
  plugins: [bundledWorkers()],
  test: {
    globalSetup: ['scripts/testing/bundle-workers.mjs'],
    expect: { requireAssertions: true, poll: { timeout: 60_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The tests' own secret for marks of trust, not the user's.
    env: { PORTRAIT_CONFIG: fileURLToPath(new URL('.cache/test-user', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/engine/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['test/unit/engine/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          pool: 'forks',
          // Files wait for their own engines and programs much of the time.
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'peers',
          include: ['test/peers/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          // A peer may have to be fetched, and TensorFlow takes its time to start.
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          pool: 'forks',
          // Two windows: while one waits for its engine or its page, the other has the core.
          maxWorkers: 2,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
