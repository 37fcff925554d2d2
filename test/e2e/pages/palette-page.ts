import type { Page } from 'playwright-core';

/** The command palette, by keyboard. */
export class PalettePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the palette, types, and takes the first match. */
  async run(words: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    const dialog = this.page.getByRole('dialog', { name: /Command palette|命令面板/ });
    const input = dialog.getByRole('combobox');
    await input.waitFor();
    await input.fill(words);
    await this.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  }
}
