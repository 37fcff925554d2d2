export type NamedFloats = { name: string; shape: readonly number[]; data: Float32Array };

/** Float32 tensors as one file of safetensors (github.com/huggingface/safetensors, "Format"): a JSON header, then the numbers. */
export function safetensorsFile(tensors: readonly NamedFloats[]): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const entries = tensors.map(({ name, shape, data }) => {
    const from = offset;
    offset += 4 * data.length;
    return [name, { dtype: 'F32', shape, data_offsets: [from, offset] }];
  });
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const length = Math.ceil(header.length / 8) * 8;
  const out = new Uint8Array(8 + length + offset);
  const view = new DataView(out.buffer);
  view.setBigUint64(0, BigInt(length), true);
  // Blanks fill up the header.
  out.fill(0x20, 8, 8 + length);
  out.set(header, 8);
  let at = 8 + length;
  for (const { data } of tensors)
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return out;
}
