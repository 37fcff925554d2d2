import type { Locator, Page } from 'playwright-core';
import { NotebookPage } from './notebook-page.ts';

/** The screens inside the cells, as their user meets them. */
export class CellsPage extends NotebookPage {
  constructor(page: Page) {
    super(page);
  }

  grid(cell: string): Locator {
    return this.cell(cell).getByRole('grid').first();
  }

  /** The text of the cell the grid's focus is on. */
  async activeText(cell: string): Promise<string> {
    const id = await this.grid(cell).getAttribute('aria-activedescendant');
    return (await this.page.locator(`[id="${id}"]`).textContent())?.trim() ?? '';
  }

  /** Texts of a column's first rows in view, by its place. */
  async column(cell: string, index: number): Promise<string[]> {
    const cells = this.grid(cell).locator(`[role=gridcell][aria-colindex="${index + 2}"]`);
    return (await cells.allTextContents()).map((text) => text.trim());
  }

  /** Chooses one entry of a select by its label. */
  async choose(within: Locator, label: string | RegExp, option: string | RegExp): Promise<void> {
    await within.getByRole('combobox', { name: label }).first().click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  /** Answers the file dialog that `open` brings up. */
  async give(file: string, open: () => Promise<void>): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), open()]);
    await chooser.setFiles(file);
  }
}
