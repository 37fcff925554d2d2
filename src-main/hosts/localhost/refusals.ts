import type { Verdict } from './gate.ts';

/** How often refusals are written down, in milliseconds: nobody fills the log by knocking. */
const every = 60_000;

/** Counts who was turned away at the gate with a token or a key of their own, and says so at most once a minute. */
export class Refusals {
  readonly #tell: (attempts: number) => void;
  readonly #clock: () => number;
  #attempts = 0;
  #told = -Infinity;

  constructor(tell: (attempts: number) => void, clock: () => number) {
    this.#tell = tell;
    this.#clock = clock;
  }

  /** The page itself comes with an empty token, to be told how to come in: that is no attempt. */
  note(verdict: Verdict, { url, upgrade }: { url: string | undefined; upgrade: boolean }): void {
    const tried = upgrade || /[?&]token=./.test(url ?? '');
    if (verdict.type !== 'deny' || verdict.status !== 403 || !tried) return;
    this.#attempts += 1;
    if (this.#clock() - this.#told < every) return;
    this.#told = this.#clock();
    this.#tell(this.#attempts);
    this.#attempts = 0;
  }
}
