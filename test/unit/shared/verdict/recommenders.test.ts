import { describe, expect, it } from 'vitest';
import { comparisonOf, said } from './evidence.ts';
import { interactionsOf, profileOf, recommendOf } from './prepared.ts';

const judged = (output: unknown, settings: unknown = {}) => ({ settings, output });
const popular = { type: 'popular', ndcg: 0.1, coverage: 0.02 };

describe('no recommender beats most popular', () => {
  it('speaks where the best is not ahead beyond chance, and tries one not compared yet', () => {
    const output = comparisonOf([{ type: 'itemKnn', ndcg: 0.104, coverage: 0.4 }, popular], 0.4);
    const verdict = said('none_beats_popular', 'compare', judged(output));
    expect(verdict?.values).toMatchObject({ algorithm: 'itemKnn', k: 10 });
    expect(verdict?.values.ratio).toBeCloseTo(1.04, 10);
    expect(verdict?.actions[0]).toMatchObject({
      run: 'added',
      add: { kind: 'recommend', settings: { algorithm: { type: 'ease' } }, feeds: 'recommenders' },
    });
    expect(said('best_recommender', 'compare', judged(output))).toBeNull();
  });

  it('does not propose what would not fit into memory, and searches settings where all were tried', () => {
    const output = comparisonOf([{ type: 'itemKnn', ndcg: 0.09, coverage: 0.4 }, popular], 0.4);
    const interactions = judged(interactionsOf({ users: 1000, items: 2_000_000 }));
    const proposed = said('none_beats_popular', 'compare', judged(output), { interactions });
    expect(proposed?.actions[0]?.add?.settings).toMatchObject({ algorithm: { type: 'ials' } });
    const all = ['itemKnn', 'ease', 'ials'].map((type) => ({ type, ndcg: 0.09, coverage: 0.4 }));
    const tried = said(
      'none_beats_popular',
      'compare',
      judged(comparisonOf([...all, popular], 0.4)),
    );
    expect(tried?.actions[0]?.add?.kind).toBe('tune');
  });

  it('is silent where one is ahead beyond chance, which is then called best', () => {
    const output = comparisonOf([{ type: 'ease', ndcg: 0.143, coverage: 0.4 }, popular], 0.01);
    expect(said('none_beats_popular', 'compare', judged(output))).toBeNull();
    const best = said('best_recommender', 'compare', judged(output));
    // Precision .023 of 10 shown.
    expect(best?.values.hits).toBeCloseTo(0.23, 10);
    expect(best?.values.ratio).toBeCloseTo(1.43, 10);
    expect(best?.actions[0]?.add?.inputs).toEqual({ recommender: { slot: 'recommenders', at: 0 } });
  });

  it('speaks where popular is ahead beyond chance, and goes by the means where nothing was tested', () => {
    const worse = comparisonOf([{ type: 'ease', ndcg: 0.05, coverage: 0.4 }, popular], 0.01);
    expect(said('none_beats_popular', 'compare', judged(worse))).not.toBeNull();
    const untested = comparisonOf([{ type: 'ease', ndcg: 0.11, coverage: 0.4 }, popular], null);
    expect(said('none_beats_popular', 'compare', judged(untested))).toBeNull();
  });
});

describe('collapsed lists', () => {
  it('speaks of a recommender that shows hardly more of the catalogue than most popular', () => {
    const output = comparisonOf(
      [
        { type: 'twoTower', ndcg: 0.09, coverage: 0.025 },
        { type: 'ease', ndcg: 0.2, coverage: 0.5 },
        popular,
      ],
      0.01,
    );
    expect(said('lists_collapsed', 'compare', judged(output))?.values).toEqual({
      ...{ algorithms: ['twoTower'], k: 10, coverage: 0.025, popular: 0.02 },
    });
  });

  it('is silent where lists differ, and where popular lists show much of a small catalogue', () => {
    const wide = comparisonOf([{ type: 'ease', ndcg: 0.2, coverage: 0.031 }, popular], 0.01);
    expect(said('lists_collapsed', 'compare', judged(wide))).toBeNull();
    const small = comparisonOf(
      [
        { type: 'ease', ndcg: 0.2, coverage: 0.6 },
        { ...popular, coverage: 0.5 },
      ],
      0.01,
    );
    expect(said('lists_collapsed', 'compare', judged(small))).toBeNull();
  });
});

describe('repeats', () => {
  const output = comparisonOf([{ type: 'ease', ndcg: 0.2, coverage: 0.5 }, popular], 0.01);

  it('speaks where a quarter or more of what was held out repeats what was learnt', () => {
    const interactions = judged(
      interactionsOf({ repeats: 600, pairs: { train: 5000, test: 400 } }),
    );
    const verdict = said('repeats_held_out', 'compare', judged(output), { interactions });
    expect(verdict?.values.share).toBeCloseTo(0.6, 10);
    expect(verdict?.actions[0]?.add?.settings).toEqual({ rules: { alreadyHad: false } });
  });

  it('is silent where few do, or nothing is known of it', () => {
    const interactions = judged(
      interactionsOf({ repeats: 100, pairs: { train: 5000, test: 900 } }),
    );
    expect(said('repeats_held_out', 'compare', judged(output), { interactions })).toBeNull();
    expect(said('repeats_held_out', 'compare', judged(output))).toBeNull();
  });
});

describe('collapsed vectors', () => {
  it('speaks of one direction, or of users who are all alike: back to the usual settings, or another algorithm', () => {
    const flat = recommendOf({ effectiveRank: 1.3, dimensions: 16, meanCosine: 0.5 });
    expect(said('vectors_collapsed', 'recommend', judged(flat))?.actions[0]).toMatchObject({
      ...{ id: 'try_algorithm', run: 'self' },
    });
    const alike = recommendOf(
      { effectiveRank: 9, dimensions: 16, meanCosine: 0.95 },
      { regularisation: 5 },
    );
    const verdict = said('vectors_collapsed', 'recommend', judged(alike));
    expect(verdict?.actions[0]).toMatchObject({ id: 'usual_settings' });
    expect(said('fitted', 'recommend', judged(alike))).toBeNull();
  });

  it('is silent of vectors that differ, of few dimensions, and of recommenders without vectors', () => {
    for (const spread of [
      { effectiveRank: 11, dimensions: 16, meanCosine: 0.3 },
      { effectiveRank: 1.8, dimensions: 2, meanCosine: 0.1 },
      null,
    ]) {
      expect(said('vectors_collapsed', 'recommend', judged(recommendOf(spread)))).toBeNull();
      expect(said('fitted', 'recommend', judged(recommendOf(spread)))).not.toBeNull();
    }
  });
});

describe('segments', () => {
  it('hardly apart are halved, and at two learned taste is left out', () => {
    const verdict = said(
      'segments_hardly_apart',
      'profile',
      judged(profileOf(0.08, 6), { segments: 6 }),
    );
    expect(verdict?.actions[0]?.changes?.[0]).toMatchObject({ path: ['segments'], value: 3 });
    const two = said(
      'segments_hardly_apart',
      'profile',
      judged(profileOf(0.08, 2), { segments: 2 }),
    );
    expect(two?.actions[0]?.changes?.[0]).toMatchObject({
      path: ['sources', 'embedding'],
      value: 0,
    });
  });

  it('are left as they are where the silhouette is above a quarter', () => {
    const apart = judged(profileOf(0.26, 6), { segments: 6 });
    expect(said('segments_hardly_apart', 'profile', apart)).toBeNull();
    expect(said('segments_apart', 'profile', apart)?.tone).toBe('good');
  });
});
