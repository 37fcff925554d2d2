const mostTexts = 60_000;
const mostBytes = 8 * 2 ** 20;

/**
 * Gives repeated texts one number, so that each becomes a string, and crosses to the other thread, only once. Codes
 * are 1-based; 0 is left for missing values.
 */
export class TextDictionary {
  #arena = Buffer.alloc(64 * 1024);
  #used = 0;
  #offsets = new Int32Array(1024);
  #hashes = new Int32Array(1024);
  #slots = new Int32Array(2048);
  /** Texts known since the last reset. */
  count = 0;

  /** Whether a reset is due before the next batch. */
  get full(): boolean {
    return this.count >= mostTexts || this.#used >= mostBytes;
  }

  reset(): void {
    this.#slots.fill(0);
    this.#used = 0;
    this.count = 0;
  }

  /** The code of a text; `count` grows where it is new. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    let hash = length;
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = this.#slots[slot]!;
      if (code === 0) break;
      if (this.#hashes[code] === hash && this.#same(code, bytes, start, length)) return code;
      slot = (slot + 1) & mask;
    }
    return this.#insert(slot, hash, bytes, start, length);
  }

  #same(code: number, bytes: Uint8Array, start: number, length: number): boolean {
    const from = this.#offsets[code - 1]!;
    if (this.#offsets[code]! - from !== length) return false;
    const arena = this.#arena;
    for (let i = 0; i < length; i += 1) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #insert(slot: number, hash: number, bytes: Uint8Array, start: number, length: number): number {
    if (this.count + 2 >= this.#offsets.length) this.#growTexts();
    if (this.#used + length > this.#arena.length) {
      const larger = Buffer.alloc(Math.max(this.#arena.length * 2, this.#used + length));
      this.#arena.copy(larger);
      this.#arena = larger;
    }
    for (let i = 0; i < length; i += 1) this.#arena[this.#used + i] = bytes[start + i]!;
    this.#used += length;
    this.count += 1;
    this.#offsets[this.count] = this.#used;
    this.#hashes[this.count] = hash;
    this.#slots[slot] = this.count;
    if (this.count * 2 > this.#slots.length) this.#growSlots();
    return this.count;
  }

  #growTexts(): void {
    const offsets = new Int32Array(this.#offsets.length * 2);
    const hashes = new Int32Array(this.#hashes.length * 2);
    offsets.set(this.#offsets);
    hashes.set(this.#hashes);
    this.#offsets = offsets;
    this.#hashes = hashes;
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let code = 1; code <= this.count; code += 1) {
      let slot = this.#hashes[code]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = code;
    }
  }
}
