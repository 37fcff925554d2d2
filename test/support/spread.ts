/** Numbers in 0..1 that Python makes the same: `v = sin(i * 12.9898 + seed) * 43758.5453; v - floor(v)` for i from 1. */
export function spread(count: number, seed: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => {
    const value = Math.sin((at + 1) * 12.9898 + seed) * 43758.5453;
    return value - Math.floor(value);
  });
}
