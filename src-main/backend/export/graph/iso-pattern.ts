/**
 * Dates as `storedTime` reads them, for RE2: year, month, day, hour, minute, second, fraction, and sign, hours and minutes
 * of a zone are groups 1 to 10.
 */
export const isoPattern = String.raw`(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))?)?`;
