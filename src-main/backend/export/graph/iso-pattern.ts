/**
 * Dates as `storedTime` reads them, for RE2: year, month, day, hour, minute, second and fraction are groups 1 to 7. A zone is
 * `zonePattern`'s: RE2 puts no more than nine groups back.
 */
export const isoPattern = String.raw`(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|[+-]\d{2}:?\d{2})?)?`;

/** Text of `isoPattern` with a zone other than Z: its hours and minutes are groups 1 and 2. */
export const zonePattern = String.raw`.*[+-](\d{2}):?(\d{2})`;
/** And with one to the west. */
export const westPattern = String.raw`.*-\d{2}:?\d{2}`;
