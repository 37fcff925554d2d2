import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { resultsJsonSchema } from '#shared/model/results/results-schema.ts';

it('docs/results.schema.json is what the types say (npx vitest run -u writes it)', async () => {
  const text = await format(JSON.stringify(resultsJsonSchema()), {
    parser: 'json',
    printWidth: 100,
  });
  const path = fileURLToPath(new URL('../../../../../docs/results.schema.json', import.meta.url));
  await expect(text).toMatchFileSnapshot(path);
});
