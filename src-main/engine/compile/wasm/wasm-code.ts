/** WebAssembly instructions as bytes, nested as they were put together. */
export type Code = readonly (number | Code)[];

/** Addresses and lengths are of this type, as is `i32`. */
export const valueTypes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type ValueTypeName = keyof typeof valueTypes;

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    bytes.push(left > 0 ? low | 0x80 : low);
  } while (left > 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value | 0;
  for (;;) {
    const low = left & 0x7f;
    left >>= 7;
    const done = (left === 0 && (low & 0x40) === 0) || (left === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const floatBytes = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];
const wordBytes = (value: number): number[] => [...new Uint8Array(Int32Array.of(value).buffer)];

export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];
/** Sets a local and gives its value. */
export const tee = (local: number, value: Code): Code => [value, 0x22, unsigned(local)];
export const int = (value: number): Code => [0x41, signed(value)];
export const float = (value: number): Code => [0x43, floatBytes(value)];
export const call = (fn: number, ...args: Code[]): Code => [args, 0x10, unsigned(fn)];
export const plus = (a: Code, b: Code): Code => [a, b, 0x6a];
export const times = (a: Code, b: Code): Code => [a, b, 0x6c];

/** Four-byte alignment is what can be promised of any part of a flat vector. */
const at = (offset: number): Code => [2, unsigned(offset)];
export const loadInt = (address: Code, offset: number): Code => [address, 0x28, at(offset)];
export const loadByte = (address: Code, offset: number): Code => [
  ...[address, 0x2d, 0, unsigned(offset)],
];
export const storeInt = (address: Code, offset: number, value: Code): Code => [
  ...[address, value, 0x36, at(offset)],
];
export const loadFloat = (address: Code, offset: number): Code => [address, 0x2a, at(offset)];
export const storeFloat = (address: Code, offset: number, value: Code): Code => [
  ...[address, value, 0x38, at(offset)],
];
const floatOps = {
  add: 0x92,
  sub: 0x93,
  mul: 0x94,
  div: 0x95,
  min: 0x96,
  max: 0x97,
} as const;
export const floatOp = (op: keyof typeof floatOps, a: Code, b: Code): Code => [a, b, floatOps[op]];
export const floatGreater = (a: Code, b: Code): Code => [a, b, 0x5e];
export const toFloat = (value: Code): Code => [value, 0xb2];
export const inRange = (value: Code, end: number): Code => [value, int(end), 0x49];
/** Whether the value is at least `from` and below `to`. */
export const within = (value: Code, from: Code, to: Code): Code => [
  ...[minus(value, from), minus(to, from), 0x49],
];
/** The value, or the last number below `end` where it is no number from 0 to there. */
export const clamped = (local: number, value: Code, end: number): Code => [
  ...[tee(local, value), int(end - 1), get(local), int(end - 1), 0x49, 0x1b],
];
export const sameInt = (a: Code, b: Code): Code => [a, b, 0x46];
export const when = (condition: Code, then: Code): Code => [condition, 0x04, 0x40, then, 0x0b];
export const whenElse = (condition: Code, then: Code, otherwise: Code): Code => [
  ...[condition, 0x04, 0x40, then, 0x05, otherwise, 0x0b],
];
export const copyBytes = (to: Code, from: Code, bytes: number): Code =>
  copySome(to, from, int(bytes));
export const clearBytes = (to: Code, bytes: number): Code => clearSome(to, int(bytes));

/** Runs `body` with the local at `start`, `start + step`, ... below `end`; once at least. */
export function counted(local: number, start: number, end: number, step: number, body: Code): Code {
  if (start + step >= end) return [set(local, int(start)), body];
  const next = tee(local, plus(get(local), int(step)));
  return [set(local, int(start)), 0x03, 0x40, body, next, int(end), 0x48, 0x0d, 0, 0x0b];
}

/** Runs `body` with the local at `from`, `from + step`, ... below `to`; not at all where there is none. */
export function between(local: number, from: Code, to: Code, step: number, body: Code): Code {
  const next = tee(local, plus(get(local), int(step)));
  const loop: Code = [0x03, 0x40, body, next, to, 0x48, 0x0d, 0, 0x0b];
  return when([tee(local, from), to, 0x48], loop);
}

/** The less of two locals' values. */
export const least = (a: Code, b: Code): Code => [a, b, a, b, 0x48, 0x1b];
export const greatest = (a: Code, b: Code): Code => [a, b, a, b, 0x4a, 0x1b];
export const minus = (a: Code, b: Code): Code => [a, b, 0x6b];
export const quotient = (a: Code, b: Code): Code => [a, b, 0x6e];
export const greater = (a: Code, b: Code): Code => [a, b, 0x4a];
export const clearSome = (to: Code, bytes: Code): Code => [to, int(0), bytes, 0xfc, 11, 0];
export const copySome = (to: Code, from: Code, bytes: Code): Code => [
  ...[to, from, bytes, 0xfc, 10, 0, 0],
];

/** Words that threads share, at fixed addresses. */
export const sharedLoad = (address: number): Code => [int(0), 0xfe, 0x10, at(address)];
export const sharedStore = (address: number, value: Code): Code => [
  ...[int(0), value, 0xfe, 0x17, at(address)],
];
/** Adds, and gives what was there before. */
export const sharedAdd = (address: number, value: Code): Code => [
  ...[int(0), value, 0xfe, 0x1e, at(address)],
];
/** Sleeps while the word is `value`, until woken. */
export const sharedWait = (address: number, value: Code): Code => [
  ...[int(0), value, 0x42, 0x7f, 0xfe, 0x01, at(address), 0x1a],
];
/** Wakes all who sleep at the word. */
export const sharedWake = (address: number): Code => [
  ...[int(0), int(-1), 0xfe, 0x00, at(address), 0x1a],
];

const simd = (op: number): Code => [0xfd, unsigned(op)];
export const load4 = (address: Code, offset: number): Code => [address, simd(0x00), at(offset)];
export const loadSplat = (address: Code, offset: number): Code => [address, simd(0x09), at(offset)];
export const store4 = (address: Code, offset: number, value: Code): Code => [
  ...[address, value, simd(0x0b), at(offset)],
];
/** Stores the first `lanes` (1 to 3) of a vector's four numbers. */
export function storeLanes(address: Code, offset: number, value: Code, lanes: number): Code {
  const pair = [address, value, simd(0x5b), at(offset), 0];
  const one = (lane: number): Code => [address, value, simd(0x5a), at(offset + lane * 4), lane];
  if (lanes === 1) return one(0);
  return lanes === 2 ? pair : [pair, one(2)];
}
export const floats = (value: number): Code => [
  ...[simd(0x0c), floatBytes(value), floatBytes(value), floatBytes(value), floatBytes(value)],
];
export const words = (a: number, b = a, c = a, d = a): Code => [
  ...[simd(0x0c), wordBytes(a), wordBytes(b), wordBytes(c), wordBytes(d)],
];
export const splatInt = (value: Code): Code => [value, simd(0x11)];
export const lane = (value: Code, index: number): Code => [value, simd(0x1f), index];
/** Bytes of two vectors by number: 0 to 15 of the first, 16 to 31 of the second. */
export const shuffle = (a: Code, b: Code, bytes: readonly number[]): Code => [
  ...[a, b, simd(0x0d), bytes],
];

const vectorOps = {
  ...{ eq: 0x41, ne: 0x42, lt: 0x43, gt: 0x44, le: 0x45, ge: 0x46 },
  ...{ and: 0x4e, andNot: 0x4f, or: 0x50, xor: 0x51, select: 0x52 },
  ...{ nearest: 0x6a, abs: 0xe0, neg: 0xe1, sqrt: 0xe3 },
  ...{
    add: 0xe4,
    sub: 0xe5,
    mul: 0xe6,
    div: 0xe7,
    min: 0xe8,
    max: 0xe9,
    lesser: 0xea,
    larger: 0xeb,
  },
  ...{
    addInt: 0xae,
    subInt: 0xb1,
    mulInt: 0xb5,
    minInt: 0xb6,
    maxInt: 0xb8,
    negInt: 0xa1,
    absInt: 0xa0,
  },
  ...{ eqInt: 0x37, neInt: 0x38, ltInt: 0x39, gtInt: 0x3b, leInt: 0x3d, geInt: 0x3f },
  ...{ toInt: 0xf8, fromInt: 0xfa, floor: 0x68 },
  ...{ atLeast8: 0x2c, atLeast16: 0x36 },
  ...{ widenLow8: 0x87, widenHigh8: 0x88, widenLow16: 0xa7, widenHigh16: 0xa8 },
  ...{ productLow: 0xde, productHigh: 0xdf },
} as const;

/**
 * One instruction on whole vectors; `lesser` and `larger` give their first where either is no number, in one instruction of the
 * processor instead of seven; comparisons
 * give all bits or none, `select` takes bits of its first by its third. */
export const vector = (op: keyof typeof vectorOps, ...operands: Code[]): Code => [
  ...[operands, simd(vectorOps[op])],
];
export const shiftLeft = (value: Code, bits: number): Code => [value, int(bits), simd(0xab)];
export const shiftRight = (value: Code, bits: number): Code => [value, int(bits), simd(0xac)];
export const shiftRightUnsigned = (value: Code, bits: number): Code => [
  ...[value, int(bits), simd(0xad)],
];

/** a b + c: rounded once where `fused`, else twice. */
export const multiplyAdd = (fused: boolean, a: Code, b: Code, c: Code): Code =>
  fused ? [a, b, c, simd(0x105)] : vector('add', vector('mul', a, b), c);
