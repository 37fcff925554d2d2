import type { Locator, Page } from 'playwright-core';

/** The notebook as its user meets it: cells by name, keys, what has the focus. */
export class NotebookPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get cells(): Locator {
    return this.page.locator('[data-cell]');
  }

  cell(name: string): Locator {
    return this.cells.filter({
      has: this.page.getByRole('button', { name: `Rename ${name}`, exact: true }),
    });
  }

  async names(): Promise<string[]> {
    return this.page.locator('[data-cell] [data-rename]').allTextContents();
  }

  /** Waits until the first cell is drawn. */
  async ready(): Promise<void> {
    await this.cells.first().waitFor();
  }

  async select(name: string): Promise<void> {
    await this.cell(name).focus();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Name of the cell that has the focus itself, as screen readers say it. */
  async focusedLabel(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  }

  /** Waits until a cell's state is the given word. */
  async waitForState(name: string, word: string): Promise<void> {
    await this.cell(name)
      .locator('header')
      .getByText(word, { exact: true })
      .waitFor({ timeout: 240_000 });
  }

  /** Waits until what is on screen has stood still for a moment: charts are drawn when they come into view. */
  async settled(): Promise<void> {
    await this.page.evaluate(
      ([still, most]) =>
        new Promise<void>((resolve) => {
          const watcher = new MutationObserver(() => rest());
          const done = () => {
            watcher.disconnect();
            resolve();
          };
          setTimeout(done, most);
          let timer = setTimeout(done, still);
          const rest = () => {
            clearTimeout(timer);
            timer = setTimeout(done, still);
          };
          watcher.observe(document, { subtree: true, childList: true, attributes: true });
        }),
      [700, 15_000] as const,
    );
  }

  async waitForSaved(): Promise<void> {
    await this.page.getByText(/^Saved/).waitFor();
  }
}
