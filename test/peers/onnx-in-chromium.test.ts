import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Ort from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScorer } from '../../shared/export/score.ts';
import { isNumberType, onnxFile, splitPlan } from '../../src-main/backend/export/graph/index.ts';
import { everyModel } from '../support/export/exported.ts';
import { oddRows, plainRow } from '../support/export/every-step.ts';
import { bitDifferences, scoreDifferences } from '../support/export/reference.ts';
import { chromiumPath, launchBrowser } from '../support/browser.ts';

const web = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web')));
const model = everyModel('binary', 9);
const split = splitPlan(model);
const rows = oddRows(10_000, 21).map(plainRow);
const files = new Map<string, () => Buffer>([
  ['/', () => Buffer.from('<!doctype html><meta charset="utf-8"><title>peer</title>')],
  ['/favicon.ico', () => Buffer.alloc(0)],
  ['/model.onnx', () => Buffer.from(onnxFile(model, split, true))],
]);
const types = new Map([
  ['js', 'text/javascript'],
  ['mjs', 'text/javascript'],
  ['wasm', 'application/wasm'],
  ['/', 'text/html'],
]);

let server: Server;
let address = '';
beforeAll(async () => {
  server = createServer(({ url = '/' }, response) => {
    const made = files.get(url);
    const type = types.get(url === '/' ? '/' : (url.split('.').at(-1) ?? ''));
    response.setHeader('Content-Type', type ?? 'application/octet-stream');
    response.end(made === undefined ? readFileSync(join(web, url.slice(1))) : made());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

describe('An exported ONNX model in a page', () => {
  it('has the features of 10,000 odd rows bit for bit, and scores within 5e-6', async (context) => {
    if (chromiumPath() === undefined) return context.skip('there is no Chromium here');
    const columns = split.columns.map(({ name, type }, at) => ({
      ...{ name, isNumber: isNumberType(type) },
      // NaN, -0 and infinities do not go through JSON.
      values: rows.map((row) => {
        const value = split.given(row)[at] ?? null;
        if (value === null) return isNumberType(type) ? 'NaN' : '';
        return Object.is(value, -0) ? '-0' : String(value);
      }),
    }));
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(address);
      await page.addScriptTag({ url: '/ort.wasm.min.js' });
      const { features, scores } = await page.evaluate(async (given) => {
        const { ort } = window as unknown as { ort: typeof Ort };
        ort.env.wasm.numThreads = 1;
        ort.env.wasm.wasmPaths = '/';
        const session = await ort.InferenceSession.create('/model.onnx');
        const feeds: { [name: string]: InstanceType<typeof ort.Tensor> } = {};
        for (const { name, isNumber, values } of given) {
          const shape = [values.length, 1];
          const value = isNumber
            ? new ort.Tensor('float64', Float64Array.from(values, Number), shape)
            : new ort.Tensor('string', values, shape);
          Object.defineProperty(feeds, name, { value, enumerable: true });
        }
        const results = await session.run(feeds);
        const bits = (name: string): number[] => Array.from(results[name]?.data as Float32Array);
        return { features: bits('features'), scores: bits('probability') };
      }, columns);
      const scorer = createScorer(model);
      const want = Float32Array.from(rows.flatMap((row) => Array.from(scorer.features(row))));
      expect(bitDifferences(features, want, model.prep.features)).toEqual([]);
      const expected = rows.map((row) => scorer.score(row).scores);
      const { anywhere } = scoreDifferences(scores, expected, want);
      process.stdout.write(`onnxruntime-web in Chromium ${browser.version()}: ${anywhere}\n`);
      expect(anywhere).toBeLessThanOrEqual(5e-6);
    } finally {
      await browser.close();
    }
  });
});
