import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reloadWhenRebuilt } from '../../../../src-renderer/client/reload-when-rebuilt.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How often a window reloads that sees these pages one after the other. */
async function reloads(...pages: (string | null)[]): Promise<number> {
  const reload = vi.fn();
  const seen = [...pages];
  const stop = reloadWhenRebuilt({
    page: () => Promise.resolve(seen.shift() ?? null),
    reload,
    everyMs: 10,
  });
  await vi.advanceTimersByTimeAsync(10 * (pages.length + 2));
  stop();
  return reload.mock.calls.length;
}

it('reloads once when the page stays another than it was', async () => {
  expect(await reloads('a', 'a', 'b', 'b', 'b')).toBe(1);
});

it('stays while nothing changes, while a page is half written and while the server is away', async () => {
  expect(await reloads('a', 'a', 'a')).toBe(0);
  expect(await reloads('a', 'half')).toBe(0);
  expect(await reloads('a', null, null, 'a')).toBe(0);
  expect(await reloads('a', null, 'b', null, 'b')).toBe(1);
});
