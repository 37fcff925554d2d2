/** Parts that only make sense while the page is alive. */
const livingParts =
  'button, .handle, [role="menu"], [role="tooltip"], [data-no-export], textarea, .modebar-container';

/** A copy of drawn content that stands still: values instead of fields, pictures instead of canvases. */
export function staticCopy(source: Element): Element {
  const copy = source.cloneNode(true);
  if (!(copy instanceof Element)) return document.createElement('section');
  const originals = [...source.querySelectorAll('*')];
  const copies = [...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const twin = copies[index];
    if (!twin) return;
    if (original instanceof HTMLCanvasElement) twin.replaceWith(pictureOf(original));
    else if (original instanceof HTMLInputElement) twin.replaceWith(valueOf(original));
    else if (twin instanceof HTMLElement && twin.dataset['export'] === 'content') stillTwin(twin);
    else if (isShownButton(original)) twin.replaceWith(buttonWords(original));
  });
  for (const part of copy.querySelectorAll(livingParts)) part.remove();
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const name of ['tabindex', 'draggable', 'aria-describedby', 'data-tip', 'data-tip-keys'])
      element.removeAttribute(name);
  return copy;
}

const shownButtons =
  '.trigger, .input, [role="tab"][data-state="active"], [aria-expanded]:not([aria-haspopup]), [role="columnheader"] *, th *, [data-export="words"]';

/** Buttons whose words are content: names, chosen options, inputs. Marked by what they are, not by their looks. */
function isShownButton(element: Element): boolean {
  return (
    element instanceof HTMLButtonElement &&
    (element.hasAttribute('data-rename') || element.matches(shownButtons))
  );
}

function buttonWords(button: Element): Element {
  const shown = words(button.textContent ?? '');
  if (button.hasAttribute('data-rename')) shown.style.fontWeight = '600';
  return shown;
}

/** A button that shows something of its own, such as a cell of a matrix: the same without the pressing. */
function stillTwin(button: HTMLElement): void {
  const still = document.createElement('div');
  still.className = button.className;
  // By script: as an attribute the window's policy refuses it.
  still.style.cssText = button.style.cssText;
  still.setAttribute('aria-label', button.getAttribute('aria-label') ?? '');
  still.setAttribute('role', 'img');
  still.append(...button.childNodes);
  button.replaceWith(still);
}

function valueOf(input: HTMLInputElement): Element {
  if (input.type === 'checkbox') return words(input.checked ? '☑' : '☐');
  // The chosen one of several is marked by its looks.
  if (input.type === 'radio') return words('');
  // Its value stands beside it.
  if (input.type === 'range') return words('');
  if (input.type === 'file' || input.type === 'hidden' || input.type === 'search') return words('');
  return words(input.value);
}

function words(text: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = 'exported-value';
  span.textContent = text.trim();
  return span;
}

function pictureOf(canvas: HTMLCanvasElement): HTMLImageElement {
  const picture = document.createElement('img');
  picture.alt = canvas.getAttribute('aria-label') ?? '';
  picture.width = canvas.clientWidth;
  picture.height = canvas.clientHeight;
  picture.src = canvas.toDataURL('image/png');
  return picture;
}
