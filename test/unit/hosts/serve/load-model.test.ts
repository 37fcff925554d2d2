import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { modelFile } from '#shared/export/model-file.ts';
import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { createScorer } from '#shared/export/score.ts';
import { sealed } from '#shared/export/sealed-file.ts';
import { loadExported, loadModel } from '../../../../src-main/hosts/serve/load-model.ts';
import { smallModel } from '../../../support/export/small-model.ts';
import { smallRecommender } from '../../../support/export/small-recommender.ts';
import { temporaryFolder } from '../../../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const proven = provenModel();
const network = modelFile(proven, digest);
const recommender = sealed(recommenderFile, smallRecommender(), digest);

function file(text: string): string {
  const path = folder.file('model.json');
  writeFileSync(path, text);
  return path;
}

/** A network that travels with the score of a row. */
function provenModel(): ExportedModel {
  const model = smallModel();
  const row = ['Paris', 33, 12.5, 1, '2024-02-29', '0.5'];
  const { scores, class: found } = createScorer(model).score(row);
  return { ...model, golden: [{ why: 'test', row, features: [], scores, class: found }] };
}

/** Any JSON with a digest that is its own. */
function resealed(content: object): string {
  const { sha256: _, ...rest } = content as { sha256?: string };
  const body = JSON.stringify(rest);
  return `{"sha256":"${digest(body)}",${body.slice(1)}`;
}

/** Weights of half as many bytes. */
function halved({ weights }: Record<string, unknown>): object {
  const { data } = weights as { data: string };
  return { kept: 'best', data: data.slice(0, (data.length >> 3) << 2) };
}

/** Golden rows that claim other scores. */
function raised({ golden }: Record<string, unknown>): object[] {
  return (golden as { scores: number[] }[]).map((one) => ({
    ...one,
    scores: one.scores.map((score) => score + 1e-6),
  }));
}

function refusal(load: () => unknown): unknown {
  try {
    return load();
  } catch (error) {
    return error;
  }
}

describe('loading an exported model', () => {
  it('gives what was exported, with the line break at the end of its file', () => {
    expect(loadModel(file(`${network}\n`))).toEqual(proven);
    expect(loadExported(file(network))).toEqual(proven);
    expect(loadExported(file(`${recommender}\n`))).toEqual(smallRecommender());
  });

  it('gives the same with other blanks, and not where names stand in another order', () => {
    const { sha256, ...content } = JSON.parse(network) as Record<string, unknown>;
    const spaced = JSON.stringify({ ...content, sha256 }, null, 2);
    expect(loadModel(file(spaced))).toEqual(proven);
    const turned = JSON.stringify({
      ...Object.fromEntries(Object.entries(content).reverse()),
      sha256,
    });
    expect(refusal(() => loadModel(file(turned)))).toMatchObject({ code: 'model_altered' });
  });

  it.each<[string, (model: Record<string, unknown>) => object, string]>([
    ['is altered', (model) => ({ ...model, name: 'Another' }), 'model_altered'],
    ['lacks its layers', ({ spec: _, ...model }) => model, 'model_unread'],
    ['is of a version to come', (model) => ({ ...model, version: 2 }), 'model_newer'],
    ['is of a version before', (model) => ({ ...model, version: 0 }), 'model_unread'],
    ['says no version', ({ version: _, ...model }) => model, 'model_unread'],
    [
      'has weights of another net',
      (model) => ({ ...model, weights: halved(model) }),
      'model_unread',
    ],
    ['scores otherwise', (model) => ({ ...model, golden: raised(model) }), 'model_unread'],
    ['holds text for its plan', (model) => ({ ...model, plan: 'none' }), 'model_unread'],
    ['holds nothing', () => ({ format: 'portrait-model', version: 1 }), 'model_unread'],
    ['is something else', () => ({ format: 'portrait-notebook' }), 'model_unread'],
  ])('refuses one that %s, whatever its digest says', (_, change, code) => {
    const content = change(JSON.parse(network) as Record<string, unknown>);
    const text = code === 'model_altered' ? JSON.stringify(content) : resealed(content);
    expect(refusal(() => loadExported(file(text)))).toMatchObject({ code });
    expect(refusal(() => loadModel(file(text)))).toMatchObject({ code });
  });

  it('refuses one that is cut short anywhere', () => {
    for (let share = 0; share < 1; share += 0.037) {
      const half = network.slice(0, Math.floor(network.length * share));
      expect(refusal(() => loadExported(file(half)))).toMatchObject({ code: 'model_unread' });
    }
  });

  it('takes no recommender for a network', () => {
    expect(refusal(() => loadModel(file(recommender)))).toMatchObject({ code: 'model_unread' });
  });
});
