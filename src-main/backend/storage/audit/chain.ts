import { largest } from '#shared/statistics/extremes.ts';
import { createHmac } from 'node:crypto';

/** An entry as it lies in the table. */
export type AuditRow = {
  seq: number;
  at: number;
  actor: string;
  role: string;
  action: string;
  object: string;
  details: string;
  mac: string;
};

/** The end of a log as it was known outside of it. */
export type AuditHead = { log: string; entries: number; mac: string };

/** The mac before the first entry. */
export const firstMac = '';

/** HMAC-SHA-256 (RFC 2104) of an entry with the mac before it, in hex; `log` is the id of the log, so that none is taken for another's. */
export function macOf(
  key: string,
  log: string,
  row: Omit<AuditRow, 'mac'>,
  before: string,
): string {
  const { seq, at, actor, role, action, object, details } = row;
  const text = JSON.stringify([log, seq, at, actor, role, action, object, details, before]);
  return createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex');
}

/** Follows a chain entry by entry. */
export class ChainReader {
  readonly #key: string;
  readonly #log: string;
  readonly #heads: readonly AuditHead[];
  #before = firstMac;
  #entries = 0;
  #broken: number | null = null;
  readonly #fitting = new Set<AuditHead>();

  constructor({ key, log }: { key: string; log: string }, heads: readonly AuditHead[]) {
    this.#key = key;
    this.#log = log;
    this.#heads = heads;
  }

  read(row: AuditRow): void {
    this.#entries += 1;
    const fits =
      row.seq === this.#entries && row.mac === macOf(this.#key, this.#log, row, this.#before);
    if (!fits) this.#broken ??= this.#entries;
    for (const head of this.#heads)
      if (head.entries === this.#entries && head.mac === row.mac) this.#fitting.add(head);
    this.#before = row.mac;
  }

  /** What came out: the worst that any head says. */
  end(): {
    entries: number;
    broken: number | null;
    head: 'fits' | 'absent' | 'behind' | 'differs';
    known: number | null;
  } {
    const { length } = this.#heads;
    const [entries, broken] = [this.#entries, this.#broken];
    if (length === 0) return { entries, broken, head: 'absent', known: null };
    const known = largest(this.#heads.map((head) => head.entries));
    const unfitting = this.#heads.filter((head) => !this.#fitting.has(head));
    if (unfitting.length === 0) return { entries, broken, head: 'fits', known };
    const differs = unfitting.some((head) => head.entries <= entries || head.log !== this.#log);
    return { entries, broken, head: differs ? 'differs' : 'behind', known };
  }
}
