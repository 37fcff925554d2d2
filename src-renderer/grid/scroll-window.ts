/** Browsers stop at some 16 to 33 million pixels; above this the scroll bar stands for more rows than it has pixels. */
const tallest = 8_000_000;

export type Geometry = { rows: number; rowHeight: number; viewport: number };
/** `shift` is what the view is ahead of the scroll position, in pixels; 0 while every row has its own pixels. */
export type ScrollState = { scrollTop: number; shift: number };

/** Height of the scrolled content in pixels. */
export function contentHeight({ rows, rowHeight }: Geometry): number {
  return Math.min(rows * rowHeight, tallest);
}

/** Rows that can be seen, with `overscan` more on both sides; `last` is exclusive. */
export function visibleRows(geometry: Geometry, { scrollTop, shift }: ScrollState, overscan = 4) {
  const top = scrollTop + shift;
  const first = Math.max(0, Math.floor(top / geometry.rowHeight) - overscan);
  const last = Math.min(
    geometry.rows,
    Math.ceil((top + geometry.viewport) / geometry.rowHeight) + overscan,
  );
  return { first: Math.min(first, Math.max(0, geometry.rows - 1)), last };
}

/** Where a row is drawn inside the content. */
export function rowTop(geometry: Geometry, row: number, shift: number): number {
  return row * geometry.rowHeight - shift;
}

/**
 * The state after the browser scrolled to `scrollTop`. Short ways (wheel, arrow keys) move by real pixels, long ones (the
 * scroll bar) in proportion to the whole table.
 */
export function scrolled(geometry: Geometry, before: ScrollState, scrollTop: number): ScrollState {
  const { real, virtual } = range(geometry);
  if (virtual <= real) return { scrollTop, shift: 0 };
  if (scrollTop <= 0) return { scrollTop, shift: 0 };
  if (scrollTop >= real - 1) return { scrollTop, shift: virtual - scrollTop };
  if (Math.abs(scrollTop - before.scrollTop) < geometry.viewport * 2) {
    const top = clamp(scrollTop + before.shift, 0, virtual);
    return { scrollTop, shift: top - scrollTop };
  }
  return { scrollTop, shift: Math.round((scrollTop / real) * virtual) - scrollTop };
}

/** The same rows in view, with the scroll bar where it belongs; called when scrolling rests. */
export function settled(geometry: Geometry, state: ScrollState): ScrollState {
  return lookAt(geometry, state.scrollTop + state.shift);
}

/** The least move that brings a whole row into view. */
export function revealed(geometry: Geometry, state: ScrollState, row: number): ScrollState {
  const top = state.scrollTop + state.shift;
  const start = row * geometry.rowHeight;
  const end = start + geometry.rowHeight - geometry.viewport;
  if (start >= top && end <= top) return state;
  return lookAt(geometry, start < top ? start : end);
}

function lookAt(geometry: Geometry, wanted: number): ScrollState {
  const { real, virtual } = range(geometry);
  const top = clamp(wanted, 0, Math.max(0, virtual));
  if (virtual <= real || virtual <= 0) return { scrollTop: top, shift: 0 };
  const scrollTop = Math.round((top / virtual) * real);
  return { scrollTop, shift: top - scrollTop };
}

function range(geometry: Geometry) {
  return {
    real: Math.max(0, contentHeight(geometry) - geometry.viewport),
    virtual: Math.max(0, geometry.rows * geometry.rowHeight - geometry.viewport),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
