import { bytesText, textBytes } from './byte-text.ts';

/** Float32 numbers, little endian, as base64 (RFC 4648, with padding). */
export function floatText(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (let at = 0; at < values.length; at++) view.setFloat32(at * 4, values[at]!, true);
  return bytesText(new Uint8Array(view.buffer));
}

/** The numbers of `floatText`. @throws RangeError where the text is no base64, or not of whole numbers */
export function textFloats(text: string): Float32Array<ArrayBuffer> {
  const view = viewOf(text);
  const values = new Float32Array(view.byteLength / 4);
  for (let at = 0; at < values.length; at++) values[at] = view.getFloat32(at * 4, true);
  return values;
}

/** Whole numbers of 32 bits, as `floatText` has float32. */
export function intText(values: Int32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (let at = 0; at < values.length; at++) view.setInt32(at * 4, values[at]!, true);
  return bytesText(new Uint8Array(view.buffer));
}

/** The numbers of `intText`. @throws RangeError as `textFloats` */
export function textInts(text: string): Int32Array {
  const view = viewOf(text);
  const values = new Int32Array(view.byteLength / 4);
  for (let at = 0; at < values.length; at++) values[at] = view.getInt32(at * 4, true);
  return values;
}

function viewOf(text: string): DataView {
  const bytes = textBytes(text);
  if (bytes.length % 4 !== 0) throw new RangeError('the numbers are cut short');
  return new DataView(bytes.buffer);
}
