import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { notebookJsonSchema } from '#shared/notebook/notebook-schema.ts';

it('docs/notebook.schema.json is what the types say (npx vitest run -u writes it)', async () => {
  const text = await format(JSON.stringify(notebookJsonSchema()), {
    parser: 'json',
    printWidth: 100,
  });
  const path = fileURLToPath(new URL('../../../../docs/notebook.schema.json', import.meta.url));
  await expect(text).toMatchFileSnapshot(path);
});
