/** Thrown where a value contradicts the type its column was given by itself: the file must be looked at as a whole. */
export class TypeContradiction extends Error {}
