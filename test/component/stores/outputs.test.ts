import { expect, it } from 'vitest';
import type { Client } from '../../../src-renderer/client/client.ts';
import { OutputStore } from '../../../src-renderer/stores/outputs.svelte.ts';

/** Only what the store calls. */
const client = {
  notebook: { output: ({ address }: { address: string }) => Promise.resolve({ output: address }) },
} as unknown as Client;
const addresses = Array.from({ length: 500 }, (_, at) => `address ${at}`);

async function fetched(store: OutputStore): Promise<number> {
  for (const address of addresses) await store.fetch(address);
  return held(store);
}
const held = (store: OutputStore): number =>
  addresses.filter((address) => store.get(address)?.status === 'ready').length;

it('lets go of the results seen longest ago', async () => {
  const store = new OutputStore(client);
  expect(await fetched(store)).toBe(400);
  expect(store.get('address 0')).toBeUndefined();
  expect(store.get('address 499')?.status).toBe('ready');
});

it('keeps every result while a whole notebook is drawn', async () => {
  const store = new OutputStore(client);
  store.keepAll(true);
  expect(await fetched(store)).toBe(500);
  store.keepAll(false);
  expect(held(store)).toBe(400);
});
