import { renderNote } from './render.ts';

/** Why a note is shown as it was typed: too long to be set, or not to be set at all. */
export type NoteProblem = 'long' | 'undrawable';
export type DrawnNote = { content: Node; problem: NoteProblem | null };

const mostCharacters = 200_000;
/** What is shown of a text that is not set. */
const shownCharacters = 20_000;
/** How long the setting of one note may take, in milliseconds. */
const patience = 400;

/** A note as page content. Whatever is in it, this returns within a moment: as it was typed where it cannot be set. */
export function drawNote(text: string, clock: () => number): DrawnNote {
  if (text.length > mostCharacters) return { content: plain(text), problem: 'long' };
  const end = clock() + patience;
  try {
    const late = () => {
      if (clock() > end) throw new Error('the note takes too long');
    };
    return { content: renderNote(text, late), problem: null };
  } catch (thrown) {
    // Told in the cell; what exactly broke is of use to whoever mends it.
    console.warn('A note cannot be drawn:', thrown);
    return { content: plain(text), problem: 'undrawable' };
  }
}

function plain(text: string): Node {
  const element = document.createElement('pre');
  const short = text.length > shownCharacters;
  element.textContent = short ? `${text.slice(0, shownCharacters)}\n…` : text;
  return element;
}
