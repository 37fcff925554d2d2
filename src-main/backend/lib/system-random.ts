import { randomBytes } from 'node:crypto';

/** Draws whole numbers from 0 to below a limit, each as likely, from the system's source of randomness. */
export function createSystemBelow(): (limit: bigint) => bigint {
  let drawn = Buffer.alloc(0);
  /** Asked for many at a time, used once. */
  const take = (count: number): Buffer => {
    if (drawn.length < count) drawn = randomBytes(Math.max(4096, count));
    const taken = drawn.subarray(0, count);
    drawn = drawn.subarray(count);
    return taken;
  };
  return (limit) => {
    const bits = (limit - 1n).toString(2).length;
    const mask = (1n << BigInt(bits)) - 1n;
    for (;;) {
      const found = BigInt(`0x${take(Math.ceil(bits / 8)).toString('hex')}`) & mask;
      if (found < limit) return found;
    }
  };
}
