import type { Page } from 'playwright-core';
import { spread } from './spread.ts';

/** Milliseconds until the first cell takes a key, and from a collapsing key to the saved state; how many cells are drawn. */
export async function windowTimes(page: Page, address: string, edits: number) {
  const began = performance.now();
  await page.goto(address);
  const first = page.locator('[data-cell]').first();
  await first.focus();
  await page.keyboard.press('j');
  await page.locator('[data-cell]:focus').waitFor();
  const openMs = performance.now() - began;
  const drawn = await page.locator('[data-cell]').count();
  await page.waitForTimeout(1500);
  await first.focus();
  const times: number[] = [];
  for (let count = 0; count < edits; count += 1) times.push(await page.evaluate(collapse));
  return { openMs, drawn, window: spread(times) };
}

/** Runs in the page: presses o on the focused cell, and waits until the status bar says that it is saved. */
async function collapse(): Promise<number> {
  const state = () => document.querySelector('[data-save]')?.getAttribute('data-save');
  const began = performance.now();
  const cell = document.activeElement;
  cell?.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', bubbles: true, cancelable: true }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (state() === 'saved' && performance.now() - began < 50) await frame();
  while (state() !== 'saved') await frame();
  await frame();
  return performance.now() - began;
}
