import type { Locale } from '#shared/locale.ts';
import type { CellState, Progress } from '#shared/notebook/cell-state.ts';
import { errorText } from '#shared/errors/index.ts';
import { visible } from '#shared/text/visible.ts';
import type { Terminal } from '../terminal.ts';
import type { CliTexts } from '#shared/languages/en/cli.ts';

/** Where lines cannot be rewritten, running cells are told of this often. */
const plainEveryMs = 5000;

/** One line per cell: rewritten while it runs on a terminal, repeated now and then in a log, final once it is done. */
export class ProgressLines {
  readonly #names: ReadonlyMap<string, string>;
  readonly #terminal: Terminal;
  readonly #texts: CliTexts;
  readonly #locale: Locale;
  readonly #now: () => number;
  readonly #told = new Map<string, string>();
  #open = '';
  #plainAt: number;

  constructor(
    names: ReadonlyMap<string, string>,
    options: { terminal: Terminal; texts: CliTexts; locale: Locale; now: () => number },
  ) {
    this.#names = names;
    this.#terminal = options.terminal;
    this.#texts = options.texts;
    this.#locale = options.locale;
    this.#now = options.now;
    this.#plainAt = options.now();
  }

  show(state: CellState): void {
    if (state.status === 'running') this.#running(state);
    else if (state.status !== 'queued' && state.status !== 'stale') this.settle(state);
  }

  /** The cell's last line; once for each way it ends. */
  settle(state: CellState): void {
    // Notes have nothing to run.
    if (state.status === 'fresh' && state.address === null) return;
    const key = `${state.status} ${state.shown ?? ''}`;
    if (this.#told.get(state.cell) === key) return;
    this.#told.set(state.cell, key);
    this.#clear();
    const time = state.milliseconds === null ? '' : `  ${seconds(state.milliseconds / 1000)}`;
    this.#terminal.write(`${this.#name(state)}  ${this.#texts.status[state.status]}${time}\n`);
    if (state.error === null || state.status === 'fresh') return;
    const { sentence, next } = errorText(state.error, this.#locale);
    this.#terminal.write(`  ${sentence}\n  ${next}\n`);
  }

  #running(state: CellState): void {
    this.#told.delete(state.cell);
    const line = `${this.#name(state)}  ${this.#describe(state.progress)}`;
    if (this.#terminal.isTTY) {
      this.#terminal.clearLine();
      this.#terminal.write(line);
      this.#open = line;
    } else if (this.#now() - this.#plainAt >= plainEveryMs) {
      this.#plainAt = this.#now();
      this.#terminal.write(`${line}\n`);
    }
  }

  #clear(): void {
    if (this.#open !== '') this.#terminal.clearLine();
    this.#open = '';
  }

  #name({ cell }: CellState): string {
    return visible(this.#names.get(cell) ?? cell);
  }

  #describe(progress: Progress | null): string {
    if (progress === null) return this.#texts.status.running;
    const unit = this.#texts.units[progress.unit];
    const amount = (value: number) => count(progress.unit === 'bytes' ? value / 1e6 : value);
    const parts = [
      progress.total === null
        ? `${amount(progress.done)} ${unit}`
        : `${amount(progress.done)} / ${amount(progress.total)} ${unit}`,
    ];
    if (progress.rate !== null) parts.push(`${amount(progress.rate)} ${unit}/s`);
    if (progress.secondsLeft !== null) parts.push(this.#texts.left(seconds(progress.secondsLeft)));
    return parts.join(', ');
  }
}

function count(value: number): string {
  const digits = value < 10 && !Number.isInteger(value) ? 1 : 0;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function seconds(value: number): string {
  if (value < 60) return `${value.toFixed(1)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}
