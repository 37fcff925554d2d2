import { sasrecShape, type SequenceAlgorithm } from '../../sequence-shapes.ts';
import { added, dense, emptyRows, layerNorm, relu, rowsFrom, type Rows } from '../rows.ts';

type Config = Extract<SequenceAlgorithm, { type: 'sasrec' }>;

/**
 * The vector that foretells what follows a history: causal self-attention over its places (Kang & McAuley 2018,
 * arXiv 1808.09781), `vectors` [places, width] being those of its items, oldest first.
 */
export function sasrecHidden(
  config: Config,
  vectors: Rows,
  weight: (name: string) => Float32Array,
): Float32Array {
  const { width, heads, blocks } = sasrecShape(config, 1);
  const scale = Math.sqrt(width);
  const positions = weight('positions');
  let x: Rows = {
    ...vectors,
    value: vectors.value.map((value, at) => value * scale + positions[at]!),
  };
  for (let at = 0; at < blocks; at++) {
    const normed = layerNorm(x, weight(`attention gain ${at}`), weight(`attention shift ${at}`));
    const joined = dense(normed, weight(`query, key and value ${at}`));
    // Of the last block nothing but the last place counts.
    const from = at === blocks - 1 ? x.rows - 1 : 0;
    const seen = attended(joined, from, width, heads);
    const between = added(rowsFrom(x, from), dense(seen, weight(`attention output ${at}`)));
    const again = layerNorm(between, weight(`forward gain ${at}`), weight(`forward shift ${at}`));
    const inner = relu(dense(again, weight(`forward kernel ${at}`), weight(`forward bias ${at}`)));
    const forward = dense(inner, weight(`output kernel ${at}`), weight(`output bias ${at}`));
    x = added(between, forward);
  }
  return layerNorm(rowsFrom(x, x.rows - 1), weight('last gain'), weight('last shift')).value;
}

/** What places from one on see of themselves and those before: query, key and value stand side by side in `joined` [places, 3 width]. */
function attended(joined: Rows, from: number, width: number, heads: number): Rows {
  const { rows, value } = joined;
  const each = width / heads;
  const scale = 1 / Math.sqrt(each);
  const out = emptyRows(rows - from, width);
  const shares = new Float64Array(rows);
  const sums = new Float64Array(each);
  for (let place = from; place < rows; place++)
    for (let head = 0; head < heads; head++) {
      const query = place * 3 * width + head * each;
      let most = -Infinity;
      for (let other = 0; other <= place; other++) {
        const key = (other * 3 + 1) * width + head * each;
        let product = 0;
        for (let a = 0; a < each; a++) product += value[query + a]! * value[key + a]!;
        shares[other] = product * scale;
        most = Math.max(most, product * scale);
      }
      let total = 0;
      sums.fill(0);
      for (let other = 0; other <= place; other++) {
        const share = Math.exp(shares[other]! - most);
        const given = (other * 3 + 2) * width + head * each;
        total += share;
        for (let a = 0; a < each; a++) sums[a]! += share * value[given + a]!;
      }
      const base = (place - from) * width + head * each;
      for (let a = 0; a < each; a++) out.value[base + a] = sums[a]! / total;
    }
  return out;
}
