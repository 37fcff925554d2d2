import { describe, expect, it } from 'vitest';
import { foretell, type IntentModel } from '#shared/intent/intent-model.ts';
import { noHistory, SessionFeatures, type SessionEvent } from '#shared/intent/session-features.ts';
import { featureNames, type IntentVocabulary } from '#shared/intent/vocabulary.ts';

const vocabulary: IntentVocabulary = {
  ...{ kinds: ['view', 'cart'], pairs: [[0, 1]], usualGap: Math.log1p(30) },
  contexts: [{ column: 'source', values: ['mail', 'advert'] }],
  has: { time: true, item: true, category: false, price: false, user: true },
};
const names = featureNames(vocabulary);
const weights = Float64Array.from(names, (_, at) => Math.sin(at + 1) / 3);
const first = Float64Array.from(names, (_, at) => (at % 3) / 10);
const model: IntentModel = {
  ...{ vocabulary, first, scorer: { type: 'linear', linear: { weights, bias: -0.4 } } },
  calibration: { x: [-3, 0, 3], y: [0.1, 0.4, 0.8], weight: [10, 10, 10] },
};
const event = (kind: number, seconds: number, item: string): SessionEvent => ({
  ...{ kind, item, category: null, price: null, time: 1e12 + seconds * 1000, context: [1] },
});
const events = [event(0, 0, 'a'), event(0, 30, 'b'), event(1, 500, 'b'), event(0, 520, 'a')];

describe('a purchase foretold by a weighted sum', () => {
  const moments = foretell(model, events, noHistory);
  const features = new SessionFeatures(vocabulary, noHistory);
  const rows = events.map((one) => {
    const x = new Float64Array(names.length);
    features.add(one, x);
    return x;
  });
  const scores = rows.map((x) => x.reduce((sum, value, at) => sum + value * weights[at]!, -0.4));

  it('has the probability of its log odds, straight between what was seen', () => {
    scores.forEach((score, at) => {
      const clipped = Math.max(-3, Math.min(3, score));
      const line = clipped < 0 ? 0.4 + clipped / 10 : 0.4 + (clipped * 0.4) / 3;
      expect(moments[at]!.probability).toBeCloseTo(line, 12);
    });
  });

  it('is moved by reasons that add up to how its log odds moved', () => {
    const before = first.reduce((sum, value, at) => sum + value * weights[at]!, -0.4);
    moments.forEach(({ reasons }, at) => {
      const moved = scores[at]! - (at === 0 ? before : scores[at - 1]!);
      const told = reasons.reduce((sum, { amount }) => sum + amount, 0);
      // Those under .01 are left out.
      expect(Math.abs(told - moved)).toBeLessThan(0.07);
      const sizes = reasons.map(({ amount }) => Math.abs(amount));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    });
    // What stays as it was is no reason; a pause as long as usual moves the pace by nothing.
    expect(moments[1]!.reasons.map(({ theme }) => theme)).not.toContain('further');
    expect(moments[0]!.reasons.find(({ theme }) => theme === 'further')!.of).toBe('source');
  });
});
