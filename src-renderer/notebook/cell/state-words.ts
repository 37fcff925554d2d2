import type { CellState, CellStatus, Progress, StaleReason } from '#shared/notebook/cell-state.ts';
import { errorText } from '#shared/errors/index.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { cellView } from '../../cells/registry.ts';
import { duration, rounded, whole } from '../../i18n/format.ts';
import { locale } from '../../i18n/locale.svelte.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { word } from '../../i18n/word.ts';
import { settingWords } from './setting-words.ts';

/** A cell's state in one word. */
export function statusWord(status: CellStatus): string {
  return statusWords[status]();
}

const statusWords: Record<CellStatus, () => string> = {
  fresh: m.notebook_state_fresh,
  stale: m.notebook_state_stale,
  queued: m.notebook_state_queued,
  running: m.notebook_state_running,
  failed: m.notebook_state_failed,
  stopped: m.notebook_state_stopped,
};

/** Why a result does not count any more, one sentence a reason. `self` is the cell it is said about. */
export function reasonWords(reason: StaleReason, document: Notebook, self: string): string {
  const named = (id: string) => document.cells.find((cell) => cell.id === id);
  const name = (id: string) => named(id)?.name ?? m.notebook_deleted_cell();
  switch (reason.type) {
    case 'never_run':
      return m.notebook_reason_never_run();
    case 'setting': {
      const kind = named(reason.cell)?.kind;
      const change =
        cellView(kind ?? '')?.settingChange?.(reason.path, reason.before, reason.after) ??
        settingWords(reason.path, reason.before, reason.after, kind);
      return reason.cell === self
        ? m.notebook_reason_own_setting({ change })
        : m.notebook_reason_setting({ cell: name(reason.cell), change });
    }
    case 'input':
      return m.notebook_reason_input({
        slot: slotName(reason.slot, named(reason.cell)?.kind),
        cell: name(reason.cell),
      });
    case 'data':
      return m.notebook_reason_data({ cell: name(reason.cell) });
    case 'seed':
      return m.notebook_reason_seed({ before: String(reason.before), after: String(reason.after) });
    case 'version':
      return m.notebook_reason_version({ cell: name(reason.cell) });
    case 'upstream':
      return m.notebook_reason_upstream({ cell: name(reason.cell) });
  }
}

/**
 * Every reason of a state, shortest form, without repeats; of a failed cell what went wrong first. A cell that was tried, or
 * is at it, is not said to have never been run.
 */
export function allReasons(
  { cell, status, reasons, error }: CellState,
  document: Notebook,
): string[] {
  const tried = status === 'failed' || status === 'running';
  const counting = reasons.filter(({ type }) => !tried || type !== 'never_run');
  const words = counting.map((reason) => reasonWords(reason, document, cell));
  if (status === 'failed' && error) words.unshift(errorText(error, locale.current).sentence);
  return [...new Set(words)];
}

/** What a slot of a cell takes, as a label. */
export function slotName(slot: string, kind?: string): string {
  return word('slot', slot, kind) ?? slot;
}

const units: Record<Progress['unit'], (inputs: { count: string }) => string> = {
  rows: m.notebook_unit_rows,
  pairs: m.notebook_unit_pairs,
  bytes: m.notebook_unit_bytes,
  steps: m.notebook_unit_steps,
  epochs: m.notebook_unit_epochs,
  users: m.notebook_unit_users,
  parts: m.notebook_unit_parts,
};

/** Share done, and “12,000 of 541,909 rows · 48,000 rows/s · 11 s left”. */
export function progressWords(progress: Progress): { share: number | null; detail: string } {
  const { done, total, rate, secondsLeft, unit, note } = progress;
  const counted = (value: number) =>
    unit === 'bytes' ? rounded(value / 1e6, 3) : whole(Math.floor(value));
  const words = [
    total === null
      ? units[unit]({ count: counted(done) })
      : m.notebook_progress_of({
          done: counted(done),
          total: units[unit]({ count: counted(total) }),
        }),
  ];
  if (rate !== null) {
    const shown = unit === 'bytes' ? rounded(rate / 1e6, 3) : rounded(rate, 3);
    words.push(m.notebook_progress_rate({ rate: units[unit]({ count: shown }) }));
  }
  if (secondsLeft !== null)
    words.push(m.notebook_progress_left({ time: duration(secondsLeft * 1000) }));
  // Last, since it may be long: how far it is and how long it takes stay readable.
  if (note !== undefined) words.push(note);
  const share = total === null || total <= 0 ? null : Math.min(1, done / total);
  return { share, detail: words.join(' · ') };
}

/** What is being done, in words. */
export function stageWord(stage: string, kind?: string): string {
  return word('stage', stage, kind) ?? m.notebook_stage_working();
}
