/** How long what is drawn around an element may take to settle, in milliseconds. */
const settling = 2000;
const moves = ['wheel', 'pointerdown', 'touchmove', 'keydown'] as const;

/**
 * Scrolls an element into view and keeps it there while the elements around it, drawn only now that they are near,
 * find their height; until the user moves on by wheel, pointer or key, or the returned function is called.
 */
export function holdInView(element: Element, block: 'start' | 'nearest'): () => void {
  const scroll = () => element.scrollIntoView({ block });
  scroll();
  const observer = new ResizeObserver(scroll);
  if (element.parentElement) observer.observe(element.parentElement);
  const timer = setTimeout(release, settling);
  for (const move of moves)
    window.addEventListener(move, release, { capture: true, passive: true });
  function release() {
    clearTimeout(timer);
    observer.disconnect();
    for (const move of moves) window.removeEventListener(move, release, { capture: true });
  }
  return release;
}
