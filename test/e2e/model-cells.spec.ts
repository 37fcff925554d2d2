import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

describe('from features to evaluation, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeAll(async () => {
    open = await openWindow();
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.waitForState('Model', 'Fresh');
  });
  afterAll(async () => {
    await open.close();
  });

  it('shows an encoded row beside its raw values', async () => {
    const cell = cells.cell('Features');
    await cells.select('Features');
    await cell.getByRole('tab', { name: 'Encoded rows' }).click();
    await cell.getByText(/^Row 1, 1 of /).waitFor();
    await cell.getByRole('button', { name: 'Next row' }).click();
    await cell.getByText(/, 2 of /).waitFor();
    await cell.getByRole('tab', { name: 'Fitted preparation' }).click();
    await cell.getByText(/Fitted on the .* training rows only/).waitFor();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('moves a border of the split by keyboard', async () => {
    const border = cells.cell('Features').getByRole('slider', { name: 'Test share' });
    const before = Number(await border.getAttribute('aria-valuenow'));
    await border.press('ArrowLeft');
    await expect.poll(() => border.getAttribute('aria-valuenow')).toBe(String(before + 1));
    await cells.waitForState('Model', 'Fresh');
  });

  it('edits the network in its drawing, and the list follows', async () => {
    const cell = cells.cell('Model');
    await cells.select('Model');
    const units = cell.getByLabel('Units of layer 1');
    await units.fill('100');
    await units.press('Enter');
    await expect.poll(() => cell.getByLabel('Layer 1: Units').inputValue()).toBe('100');
    await cell.getByRole('button', { name: 'Activation of layer 1: relu' }).click();
    await open.page.getByRole('menu').getByText('tanh', { exact: true }).click();
    await cell.getByRole('combobox', { name: 'Layer 1: Activation: tanh' }).waitFor();
    await cell.getByRole('button', { name: 'Remove layer 2' }).first().click();
    await cell.getByText('Own layers').waitFor();
    await cell.getByRole('button', { name: 'Add a layer at place 1' }).click();
    await open.page.getByRole('menuitem', { name: 'Batch norm' }).click();
    await cell.getByText('Batch norm').first().waitFor();
  });

  it('trains under control: pause, one batch at a time, on, stop', async () => {
    const cell = cells.cell('Train');
    await cells.select('Train');
    const epochs = cell.getByLabel('Epochs', { exact: true });
    await epochs.fill('100000');
    await epochs.press('Enter');
    await cell.getByRole('button', { name: 'Train', exact: true }).click();
    await cell.getByRole('button', { name: 'Pause' }).click();
    await cell.getByText('Paused', { exact: true }).first().waitFor();
    await cell.getByRole('button', { name: 'Step one batch' }).click();
    await cell.getByRole('button', { name: 'Resume' }).click();
    await cell.getByText('Training', { exact: true }).first().waitFor();
    // A curve has two points at least, however slow the machine.
    await cell
      .getByText(/Epoch (?:[3-9]|\d\d+) of/)
      .first()
      .waitFor();
    await cell.getByRole('button', { name: 'Stop', exact: true }).last().click();
    const ended = cell.getByText(/Stopped; best and last weights are kept/);
    await expect.poll(() => ended.count()).toBe(1);
  });

  it('has the whole curve again after the window was left', async () => {
    await open.page.reload();
    await cells.ready();
    await cells.select('Train');
    const chart = cells.cell('Train').getByRole('img', { name: /^Loss by epoch/ });
    await chart.waitFor();
    expect(await chart.locator('path').count()).toBeGreaterThan(2);
    const batches = cells.cell('Train').getByRole('img', { name: /^Accuracy by epoch/ });
    expect(await batches.locator('path.faint').getAttribute('d')).toMatch(/^M.+L/);
    expect(await batches.locator('path.thin').count()).toBe(1);
    await cells.cell('Train').getByRole('tab', { name: 'Weights and gradients' }).click();
    await cells
      .cell('Train')
      .getByRole('img', { name: /^Weights of dense_1/ })
      .waitFor();
  });

  it('trains to the end and evaluates', async () => {
    const cell = cells.cell('Train');
    const epochs = cell.getByLabel('Epochs', { exact: true });
    await epochs.fill('5');
    await epochs.press('Enter');
    // Another rate: a run that goes on from the stopped one has that one's few histograms.
    const rate = cell.getByLabel('Learning rate', { exact: true });
    await rate.fill('0.002');
    await rate.press('Enter');
    await cells.select('Train');
    await cells.press('Control+Enter');
    await cells.waitForState('Train', 'Fresh');
    await cells.waitForState('On validation', 'Fresh');
    await expect.poll(() => cell.getByText(/Epoch 5 of 5 · (?!0 s)/).count()).toBe(1);
    await cell.getByRole('tab', { name: 'Weights and gradients' }).click();
    // Told live only once a second, there for every epoch when the run has ended.
    const ridges = cell.getByRole('img', { name: /^Weights of dense_1/ }).locator('path');
    await expect.poll(() => ridges.count()).toBe(5);
  });

  it('opens the rows behind a cell of the confusion matrix', async () => {
    const cell = cells.cell('On validation');
    await cells.select('On validation');
    const button = cell.getByRole('button', { name: /^Actual FALSE, predicted FALSE/ });
    const count = (await button.locator('b').textContent())?.trim();
    await button.click();
    await cell.getByText('Rows: actual FALSE, predicted FALSE').waitFor();
    await cell.getByText(`${count} rows`, { exact: true }).waitFor();
    await expect
      .poll(async () => (await cells.column('On validation', 0)).length)
      .toBeGreaterThan(3);
    for (const score of await cells.column('On validation', 0)) {
      expect(Number(score)).toBeLessThan(0.5);
    }
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('moves the threshold and everything that depends on it', async () => {
    const cell = cells.cell('On validation');
    const recall = () =>
      cell.getByRole('region', { name: 'Threshold' }).locator('dd').nth(2).textContent();
    const before = await recall();
    const slider = cell.getByRole('slider', { name: 'Threshold' });
    await slider.focus();
    await cells.press('End');
    await expect.poll(recall).not.toBe(before);
    await cells.waitForState('On validation', 'Fresh');
    await expect.poll(() => slider.inputValue()).toBe('1');
  });

  it('decides on the test part by that threshold, once it is asked to', async () => {
    const cell = cells.cell('On test');
    await cells.select('On test');
    await cells.waitForState('On test', 'Stale');
    await cells.press('Control+Enter');
    await cells.waitForState('On test', 'Fresh');
    await cell
      .getByText(/score at least 1\.000 are called TRUE, as decided in “On validation”/)
      .waitFor();
    expect(await cell.getByRole('slider', { name: 'Threshold' }).count()).toBe(0);
    await cell.getByText(/First look at the test part/).waitFor();
    await cell.getByText(/of the way from guessing/).waitFor();
  });

  it('complained of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
