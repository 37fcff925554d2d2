import { caserShape, type SequenceAlgorithm } from '../../sequence-shapes.ts';
import { dense, emptyRows, relu, type Rows } from '../rows.ts';

type Config = Extract<SequenceAlgorithm, { type: 'caser' }>;

/**
 * The vector that foretells what follows a history: convolutions over its latest `window` places (Tang & Wang 2018,
 * arXiv 1809.07426), zeros standing for places before the first; `vectors` [places, width] are those of its items, oldest first.
 */
export function caserHidden(
  config: Config,
  vectors: Rows,
  weight: (name: string) => Float32Array,
): Float32Array {
  const { window, horizontal, vertical } = config;
  const { width, heights } = caserShape(config, 1);
  const seen = emptyRows(window, width);
  const latest = vectors.value.subarray(Math.max(0, vectors.rows - window) * width);
  seen.value.set(latest, window * width - latest.length);
  const joined = emptyRows(1, heights.length * horizontal + width * vertical);
  heights.forEach((height, at) => {
    const places = window - height + 1;
    // Windows of one height overlap: each begins a place after the last.
    const windows = emptyRows(places, height * width);
    for (let from = 0; from < places; from++)
      windows.value.set(
        seen.value.subarray(from * width, (from + height) * width),
        from * height * width,
      );
    const kernel = weight(`horizontal kernel ${height}`);
    const answers = relu(dense(windows, kernel, weight(`horizontal bias ${height}`))).value;
    for (let place = 0; place < places; place++)
      for (let a = 0; a < horizontal; a++) {
        const to = at * horizontal + a;
        joined.value[to] = Math.max(joined.value[to]!, answers[place * horizontal + a]!);
      }
  });
  const turned = emptyRows(width, window);
  for (let place = 0; place < window; place++)
    for (let a = 0; a < width; a++)
      turned.value[a * window + place] = seen.value[place * width + a]!;
  joined.value.set(dense(turned, weight('vertical kernel')).value, heights.length * horizontal);
  return relu(dense(joined, weight('output kernel'), weight('output bias'))).value;
}
