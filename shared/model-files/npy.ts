/** Float32 numbers as a file of numpy (format 1.0 of NEP 1), row-major. */
export function npyFile(shape: readonly number[], data: Float32Array): Uint8Array<ArrayBuffer> {
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dims}), }`;
  // The numbers begin at a multiple of 64 bytes.
  const before = 10;
  const length = Math.ceil((before + header.length + 1) / 64) * 64 - before;
  const text = `${header.padEnd(length - 1)}\n`;
  const out = new Uint8Array(before + length + 4 * data.length);
  out.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, length & 0xff, length >> 8]);
  out.set(new TextEncoder().encode(text), before);
  const view = new DataView(out.buffer, before + length);
  for (let at = 0; at < data.length; at++) view.setFloat32(4 * at, data[at]!, true);
  return out;
}
