/**
 * Area under the ROC curve: the share of (positive, negative) pairs the score puts in the right order, ties
 * counting half (Mann-Whitney). Undefined where only one class is there.
 */
export function rocAuc(scores: Float32Array, labels: Float32Array): number | undefined {
  const order = new Uint32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    const score = scores[order[start] ?? 0];
    let end = start;
    let tiedPositives = 0;
    while (end < order.length && scores[order[end] ?? 0] === score) {
      if ((labels[order[end] ?? 0] ?? 0) > 0.5) tiedPositives++;
      end++;
    }
    if (end === start) return undefined;
    // Ranks are counted from 1; tied rows share the mean of theirs.
    rankSum += (tiedPositives * (start + 1 + end)) / 2;
    positives += tiedPositives;
    start = end;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
