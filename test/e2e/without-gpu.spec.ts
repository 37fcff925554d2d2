import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

/** No Vulkan driver and no CUDA: what an engine finds on a machine without a GPU. */
const withoutGpu = { VK_DRIVER_FILES: '/none', VK_ICD_FILENAMES: '/none', PORTRAIT_NO_CUDA: '1' };

// Metal and Direct3D cannot be hidden like that.
describe.skipIf(process.platform !== 'linux')('training on a GPU that is not there', () => {
  const before = { ...process.env };
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    Object.assign(process.env, withoutGpu);
    open = await openWindow();
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Model', 'Fresh');
  });
  afterAll(async () => {
    process.env = before;
    await open.close();
  });

  it('says so and offers the CPU, which then trains, all by keyboard', async () => {
    const cell = cells.cell('Train');
    await cells.select('Train');
    await cell.getByText('Advanced', { exact: true }).press('Enter');
    await cells.choose(cell, 'Device', 'GPU');
    await cells.select('Train');
    await open.page.keyboard.press('Control+Enter');
    await cells.waitForState('Train', 'Failed');
    await cell.getByText(/^No usable GPU was found/).waitFor();
    await cell.getByText(/^Ended before its first step/).waitFor();
    expect(await cell.locator('svg[data-chart]').count()).toBe(0);
    expect(await seriousFindings(open.page)).toEqual([]);
    await cell.getByRole('button', { name: 'Go on with the CPU' }).press('Enter');
    await cells.waitForState('Train', 'Fresh');
    expect(await cell.getByRole('combobox', { name: 'Device' }).textContent()).toContain('CPU');
    expect(await cell.getByText(/^No usable GPU/).count()).toBe(0);
  });

  it('names the device and the memory of the engine, to the byte in the tip', async () => {
    const status = open.page.getByRole('contentinfo', { name: 'Status' });
    const part = status.getByRole('button').filter({ hasText: 'cpu' });
    await expect.poll(() => part.textContent()).toMatch(/ · cpu · [\d.,]+ [MG]B\s*$/);
    // The status follows the engines, one of which has just ended: it is read until it has settled.
    const held = async (): Promise<number> => {
      const tip = await part.getAttribute('data-tip');
      return Number(/Memory: ([\d,]+) bytes/.exec(tip ?? '')?.[1]?.replaceAll(',', ''));
    };
    await expect.poll(held).toBeGreaterThan(30e6);
  });
});
