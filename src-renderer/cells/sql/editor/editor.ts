import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { Compartment, EditorState, Prec, Transaction } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { sqlWith, type NamedTable } from './completion.ts';
import type { Spot } from './error-spots.ts';
import { faults, setFaults } from './faults.ts';
import { phrases } from './phrases.ts';
import { theme } from './theme.ts';

export type QueryEditor = {
  readonly text: string;
  /** Changes what differs; the caret stays, and the editor's own undo leaves it alone. */
  take(text: string): void;
  /** Writes in place of the selection, as if typed. */
  write(text: string): void;
  offer(tables: readonly NamedTable[]): void;
  underline(spots: readonly Spot[]): void;
  focus(): void;
  destroy(): void;
};

type Options = {
  text: string;
  label: string;
  describedBy: string;
  placeholder: string;
  tables: readonly NamedTable[];
  oninput: (text: string) => void;
  onblur: () => void;
  onrun: () => void;
};

/** Shift+Enter is the notebook's: it runs the cell and goes on. */
const ownKeys = defaultKeymap.map((binding) => {
  if (binding.key !== 'Enter') return binding;
  const { shift: _, ...enter } = binding;
  return enter;
});

/**
 * An SQL editor in a shadow root: there its styles are sheets that the page's policy allows. Tab indents; Escape lets the
 * next Tab leave (the editor's own rule).
 */
export function createQueryEditor(root: ShadowRoot, options: Options): QueryEditor {
  const language = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        Prec.highest(
          keymap.of([
            {
              key: 'Mod-Enter',
              run: () => {
                options.onrun();
                return true;
              },
            },
          ]),
        ),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...ownKeys,
          ...historyKeymap,
          indentWithTab,
        ]),
        history(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ icons: false }),
        language.of(sqlWith(options.tables)),
        faults,
        theme,
        placeholder(options.placeholder),
        EditorState.phrases.of(phrases()),
        EditorView.contentAttributes.of({
          tabindex: '0',
          'aria-label': options.label,
          'aria-description': options.describedBy,
        }),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          const own = transactions.some((one) => one.annotation(Transaction.remote) !== true);
          if (docChanged && own) options.oninput(state.doc.toString());
        }),
        EditorView.domEventHandlers({ blur: options.onblur }),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    take(text) {
      // The editor's lines end as it writes them, however those of a file do.
      const changes = difference(view.state.doc.toString(), text.replaceAll(/\r\n?/g, '\n'));
      if (changes === null) return;
      view.dispatch({
        changes,
        annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
      });
    },
    write(text) {
      view.dispatch(view.state.replaceSelection(text), { userEvent: 'input' });
      view.focus();
    },
    offer: (tables) => view.dispatch({ effects: language.reconfigure(sqlWith(tables)) }),
    underline: (spots) => view.dispatch({ effects: setFaults.of(spots) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** The one stretch in which two texts differ; null where they do not. */
function difference(
  before: string,
  after: string,
): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - from;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
