/** `userId`; capital letters matter: `paid` is none. */
const camel = /[a-z](Id|ID)$/;

/** Whether a column's name says that it names its rows, or what they are about, rather than measures them. */
export function isIdentifierName(name: string): boolean {
  const words = /(^|[\s_\-.])(id|uid|uuid|guid|key|no|nr|number|code)$|编号$|号$/i;
  return words.test(name) || camel.test(name);
}

/**
 * Whether it says that its values name people or things even where they come again, as in a log. Numbers (week no, room
 * number) may well be counted there.
 */
export function isReferenceName(name: string): boolean {
  return /(^|[\s_\-.])(id|uid|uuid|guid|key|code)$|编号$|号$/i.test(name) || camel.test(name);
}

/**
 * Whether it says that its numbers are written codes of places or kinds (postal codes, regions, trades), which come again
 * and whose size means nothing.
 */
export function isCodeName(name: string): boolean {
  const words =
    /(^|[\s_\-.])(zip|zip_?code|postal|post_?code|plz|area_?code|code|mcc|naics|sic|fips|msa|lau|nuts|icd\d*)$/i;
  return (
    words.test(name) ||
    /[a-z](Code|Zip)$/.test(name) ||
    /(邮编|邮政编码|区号|代码|编码)$/.test(name)
  );
}
