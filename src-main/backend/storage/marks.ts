import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** For tools and tests that hand in none: what they mark is known as long as they run. */
const keyOfThisProcess = randomBytes(32);

/** Marks that only who holds a key can make: they tell what was made here from what came with the file. */
export class Marks {
  readonly #key: Uint8Array;

  /** `key`: 32 bytes that never enter a workspace. */
  constructor(key: Uint8Array = keyOfThisProcess) {
    this.#key = key;
  }

  /** HMAC-SHA-256 (RFC 2104) over the texts, each after its length, in hex. */
  of(...texts: readonly string[]): string {
    const mac = createHmac('sha256', this.#key);
    for (const text of texts) mac.update(`${Buffer.byteLength(text)}:`).update(text);
    return mac.digest('hex');
  }

  fits(mark: string | null, ...texts: readonly string[]): boolean {
    const wanted = Buffer.from(this.of(...texts));
    const given = Buffer.from(mark ?? '');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
