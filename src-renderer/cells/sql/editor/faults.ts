import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Spot } from './error-spots.ts';

/** What is underlined from now on; it goes as soon as the query is changed there. */
export const setFaults = StateEffect.define<readonly Spot[]>();

const mark = Decoration.mark({ class: 'cm-fault' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const { changes } = transaction;
    const untouched = (from: number, to: number): boolean =>
      changes.touchesRange(from, to) === false;
    let next = marks.update({ filter: untouched }).map(changes);
    for (const effect of transaction.effects)
      if (effect.is(setFaults)) {
        const spots = effect.value.filter(({ from, to }) => from < to);
        next = Decoration.set(
          spots.map(({ from, to }) => mark.range(from, to)),
          true,
        );
      }
    return next;
  },
  provide: (own) => EditorView.decorations.from(own),
});

export const faults: Extension = field;
