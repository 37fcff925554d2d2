import type { CellValue } from '#shared/model/table.ts';
import type { WalkStep } from '#shared/teaching/walk-steps.ts';
import { chosenColumn, loudest, type Choice } from './choice.ts';
import type { NetColumn } from './net/net-columns.ts';

/** No weight was chosen yet: the one that says most is looked at. */
export const unchosen = -1;

/** Nothing, what names the person, or every raw value: also where a feature is called by one. */
export type Hides = 'nothing' | 'identifiers' | 'raw';
export type Level = 'neuron' | 'layer' | 'net';
/** A raw value of the row drawn that was changed by hand. */
export type RawChange = { column: number; value: CellValue };
/** A weight that was changed by hand. */
export type WeightChange = { tensor: string; row: number; column: number; value: number };

/** Where a reader stands in a walk; step, level and asking are kept in the notebook by whoever owns the screen. */
export class WalkScreen {
  step = $state<WalkStep>('encoding');
  level = $state<Level>('net');
  /** The row of the batch that is drawn. */
  row = $state(0);
  choice = $state.raw<Choice>({ column: 1, unit: 0, from: unchosen });
  /** A question stands before each result. */
  asks = $state(false);
  revealed = $state(false);
  /** What of the row is not shown, to an audience say. */
  hides = $state<Hides>('nothing');
  /** Raw values changed by hand, of the row drawn; and weights. */
  rawChanges = $state.raw<readonly RawChange[]>([]);
  weightChanges = $state.raw<readonly WeightChange[]>([]);

  go(step: WalkStep): void {
    if (step !== this.step) this.revealed = false;
    this.step = step;
  }

  /** The choice, kept within a net that may have become smaller. */
  choiceIn(columns: readonly NetColumn[]): Choice {
    const column = chosenColumn(columns, this.choice);
    const unit = Math.min(this.choice.unit, column.units - 1);
    const { from } = this.choice;
    return {
      ...{ column: column.at, unit },
      from: from < 0 ? loudest(column, this.row, unit) : Math.min(from, column.kernel.length - 1),
    };
  }

  restore(): void {
    this.rawChanges = [];
    this.weightChanges = [];
  }
}
