import { z } from 'zod';
import { floatText, textFloats } from './float-text.ts';

/** Many numbers of an answer, kept in 32 bits: they cross as their bytes, not one by one. */
export const packedFloats = z.instanceof(Float32Array);

const text = z.string();
const list = z.custom<unknown[]>(Array.isArray);
/** Shorter lists cost nothing. */
const longList = 256;

/**
 * What both ends of the RPC are made with: lists of 32-bit floats cross as base64, and long lists of what JSON has a word for
 * as JSON of their own: the library would look at each value seven times and note its path. The types' numbers are their
 * own in the messages; those up to 20 are the library's.
 */
export const rpcOptions = {
  customJsonSerializers: [
    {
      type: 21,
      condition: (value: unknown) => value instanceof Float32Array,
      serialize: floatText,
      deserialize: (written: unknown) => textFloats(text.parse(written)),
    },
    {
      type: 22,
      condition: isLongList,
      serialize: (value: unknown) => JSON.stringify(value),
      deserialize: (written: unknown) => list.parse(JSON.parse(text.parse(written))),
    },
  ],
};

function isLongList(value: unknown): boolean {
  return Array.isArray(value) && value.length >= longList && value.every(isWord);
}

function isWord(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}
