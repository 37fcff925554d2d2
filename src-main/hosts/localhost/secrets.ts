import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, safe in an address and in a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes the same time wherever the two begin to differ, and whatever their lengths. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
