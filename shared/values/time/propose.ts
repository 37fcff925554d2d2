import { decideTime } from './decide.ts';
import type { TimeEvidence } from './evidence.ts';
import type { TimeDecision, TimeReading } from './format.ts';

const timeWords = new Set(
  'time times timestamp timestamps date dates datetime at when ts epoch unix created updated modified'.split(
    ' ',
  ),
);
const notTimes = /(?:life|run|over|some|any|up)time$|(?:up|candi|man|vali|accomo)dates?$/;
const idWords = new Set(
  'id ids key code no nr number phone tel mobile zip isbn ean sku'.split(' '),
);
const chineseTimes = /时间|日期|时刻|日時|时戳/;
const chineseIds = /编号|号码|代码|电话|手机|订单号|学号/;

/** Values that one reading leaves no doubt of; fewer may be chance. */
const fewest = 3;
/** 2000-01-01 and 2050-01-01: times that people have logs of, in milliseconds since 1970. */
const [loggedFrom, loggedTo] = [946_684_800_000, 2_524_608_000_000];
const fineUnits: readonly TimeReading[] = ['milliseconds', 'microseconds', 'nanoseconds'];

/**
 * What numbers, or months of a year, that are not taken for dates by themselves look like, told by their column's name
 * and the times that they would be; null where nothing speaks for dates, or a year alone, which serves as a number.
 */
export function proposedTime(evidence: TimeEvidence, name: string): TimeDecision | null {
  const outcome = decideTime(evidence);
  if (!('decision' in outcome)) return null;
  const { decision } = outcome;
  const { reading } = decision.format;
  if (decision.read < decision.present || decision.concerns.length > 0) return null;
  const named = namesTime(name);
  const { first, last } = evidence.tried[reading];
  const logged = first >= loggedFrom && last <= loggedTo;
  const many = evidence.present >= fewest && first < last && !namesId(name);
  switch (reading) {
    case 'year':
      return named ? decision : null;
    case 'short_digits':
    case 'excel_days':
      return named && logged ? decision : null;
    case 'digits':
      return named || (many && logged && evidence.smallest >= 1e7) ? decision : null;
    case 'seconds':
      return evidence.plausible.seconds.count === evidence.present && (named || (many && logged))
        ? decision
        : null;
    default:
      // Calendar text stays text only where it has no days, or looks like versions.
      if (evidence.calendar > 0) return evidence.loose === 0 || named ? decision : null;
      return fineUnits.includes(reading) && (named || (many && logged)) ? decision : null;
  }
}

/** Whether a column's name says that it holds times: `created_at`, `InvoiceDate`, `timestamp`, 时间. */
function namesTime(name: string): boolean {
  if (chineseTimes.test(name)) return true;
  return wordsOf(name).some(
    (word) => timeWords.has(word) || (/(?:time|date|stamp)s?$/.test(word) && !notTimes.test(word)),
  );
}

function namesId(name: string): boolean {
  return chineseIds.test(name) || wordsOf(name).some((word) => idWords.has(word));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}
