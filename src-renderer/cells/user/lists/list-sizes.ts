/** Pixels: lists and the lines between them are drawn by the same measure. */
export const headHeight = 62;
export const rowHeight = 46;
