import type { ColumnChoice, DataSettings, ParseOptions } from '#shared/model/cells/data.ts';
import type { FilePreview } from '#shared/contract/files.ts';
import { parseOptions } from '#shared/model/cells/data.ts';
import {
  filePresets,
  readAsProposed,
  readBy,
  type FilePreset,
  type Reading,
} from '#shared/model/file-presets/index.ts';
import { proposedMask } from '#shared/privacy/mask.ts';
import type { Client } from '../../client/client.ts';
import { Loaded } from '../../stores/loaded.svelte.ts';

export type ImportChoice = Pick<DataSettings, 'options' | 'columns'>;
/** What the dialog starts from: settings made before, a preset chosen before the file, or nothing. */
export type ImportStart = ImportChoice | { preset: string } | null;

/** The import dialog's settings while they are being chosen, and what the file looks like under them. */
export class ImportDraft {
  readonly #client: Client;
  readonly #file: { path: string; name: string };
  readonly preview = new Loaded<FilePreview>();
  #options = $state.raw<ParseOptions>(parseOptions.parse({}));
  #columns = $state.raw<ColumnChoice[]>([]);
  #preset = $state.raw<FilePreset | null>(null);
  #proposals = $state.raw<FilePreset[]>([]);
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** Answers to questions asked before the latest change come too late to set anything. */
  #turn = 0;

  constructor(client: Client, file: { path: string; name: string }, start: ImportStart) {
    this.#client = client;
    this.#file = file;
    if (start === null)
      this.#ask((turn) => this.#settle(readAsProposed(file.name, this.#fetch), turn));
    else if ('preset' in start) this.read(start.preset);
    else {
      this.#options = start.options;
      this.#columns = start.columns;
      this.#look(0);
    }
  }

  get options(): ParseOptions {
    return this.#options;
  }

  get columns(): ColumnChoice[] {
    return this.#columns;
  }

  /** The preset whose settings these began as. */
  get preset(): FilePreset | null {
    return this.#preset;
  }

  /** Presets the file may be one of, the likeliest first. */
  get proposals(): readonly FilePreset[] {
    return this.#proposals;
  }

  /** Reads the file as this preset says; null as it stands. */
  read(id: string | null): void {
    this.#preset = filePresets.find((preset) => preset.id === id) ?? null;
    const preset = this.#preset;
    this.#options = preset?.options ?? parseOptions.parse({});
    this.#columns = [];
    if (preset === null) this.#look(0);
    else this.#ask((turn) => this.#settle(readBy(preset, this.#fetch), turn));
  }

  /** Options that change how lines are cut make choices about columns void. */
  change(change: Partial<ParseOptions>): void {
    this.#options = { ...this.#options, ...change };
    const cuts = ['delimiter', 'format', 'quote', 'escape', 'skip', 'comment', 'rowsFrom', 'sheet'];
    if (cuts.some((name) => name in change)) {
      this.#columns = [];
      this.#preset = null;
    }
    this.#look(150);
  }

  choose(index: number, change: Partial<ColumnChoice>): void {
    const known = this.#columns.find((choice) => choice.index === index);
    const next = { ...(known ?? { index, name: null, type: null, skip: false }), ...change };
    const others = this.#columns.filter((choice) => choice.index !== index);
    const plain =
      next.name === null &&
      next.type === null &&
      (next.time ?? null) === null &&
      !next.skip &&
      next.number === undefined &&
      next.missing === undefined &&
      next.mask === undefined;
    this.#columns = plain ? others : [...others, next].sort((a, b) => a.index - b.index);
    this.#look(250);
  }

  /** Masks every column that gives people away and has no mask yet, as proposed. */
  maskFound(): void {
    for (const [index, { personal }] of (this.preview.value?.columns ?? []).entries()) {
      const choice = this.#columns.find((one) => one.index === index);
      if (personal && !choice?.skip && choice?.mask === undefined) {
        this.choose(index, { mask: proposedMask(personal.kind) });
      }
    }
  }

  close(): void {
    this.#turn += 1;
    clearTimeout(this.#waiting);
  }

  #look(delay: number): void {
    this.#ask(() => this.#fetch(this.#options, this.#columns), delay);
  }

  #ask(question: (turn: number) => Promise<FilePreview>, delay = 0): void {
    this.#turn += 1;
    const turn = this.#turn;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.preview.load(() => question(turn)), delay);
  }

  /** Settles the settings by what the file turned out to be, unless they were changed meanwhile. */
  #settle(reading: Promise<Reading<FilePreview>>, turn: number): Promise<FilePreview> {
    return reading.then(({ preset, proposals, options, columns, preview }) => {
      if (turn === this.#turn) {
        this.#preset = preset;
        this.#options = options;
        this.#columns = columns;
        if (proposals.length > 0) this.#proposals = proposals;
      }
      return preview;
    });
  }

  readonly #fetch = (options: ParseOptions, columns: ColumnChoice[]): Promise<FilePreview> =>
    this.#client.files.preview({ path: this.#file.path, options, columns });
}
