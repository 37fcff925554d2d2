import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { modelFile } from '#shared/export/model-file.ts';
import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { asSealed, sealed } from '#shared/export/sealed-file.ts';
import { loadExported, loadModel } from '../../../../src-main/hosts/serve/load-model.ts';
import { smallModel } from '../../../support/export/small-model.ts';
import { smallRecommender } from '../../../support/export/small-recommender.ts';
import { temporaryFolder } from '../../../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const network = modelFile(smallModel(), digest);
const recommender = sealed(recommenderFile, smallRecommender(), digest);

function file(text: string): string {
  const path = folder.file('model.json');
  writeFileSync(path, text);
  return path;
}

/** Any JSON with a digest that is its own. */
function resealed(content: object): string {
  const { sha256: _, ...rest } = content as { sha256?: string };
  const body = JSON.stringify(rest);
  return `{"sha256":"${digest(body)}",${body.slice(1)}`;
}

describe('loading an exported model', () => {
  it('gives what was exported, with the line break at the end of its file', async () => {
    expect(await loadModel(file(`${network}\n`))).toMatchObject(smallModel());
    expect(await loadExported(file(network))).toMatchObject(smallModel());
    expect(await loadExported(file(`${recommender}\n`))).toMatchObject(smallRecommender());
  });

  it('gives the same where keys stand in another order', async () => {
    const { sha256, ...content } = JSON.parse(network) as Record<string, unknown>;
    const turned = JSON.stringify({
      ...Object.fromEntries(Object.entries(content).reverse()),
      sha256,
    });
    expect(asSealed(turned, digest)).toBeNull();
    expect(await loadModel(file(turned))).toEqual(smallModel());
  });

  it.each<[string, (model: Record<string, unknown>) => object, string]>([
    ['is altered', (model) => ({ ...model, name: 'Another' }), 'model_altered'],
    ['lacks its layers', ({ spec: _, ...model }) => model, 'model_unread'],
    ['is of a version to come', (model) => ({ ...model, version: 2 }), 'model_newer'],
    ['is something else', () => ({ format: 'portrait-notebook' }), 'model_unread'],
  ])('refuses one that %s, whatever its digest says', async (_, change, code) => {
    const content = change(JSON.parse(network) as Record<string, unknown>);
    const text = code === 'model_altered' ? JSON.stringify(content) : resealed(content);
    await expect(loadExported(file(text))).rejects.toMatchObject({ code });
    await expect(loadModel(file(text))).rejects.toMatchObject({ code });
  });

  it('takes no recommender for a network', async () => {
    await expect(loadModel(file(recommender))).rejects.toMatchObject({ code: 'model_unread' });
  });
});
