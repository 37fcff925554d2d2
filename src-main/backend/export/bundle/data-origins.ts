import type { Address } from '#shared/model/ids.ts';
import { basename } from 'node:path';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { data } from '#shared/model/cells/data.ts';
import { sha256 } from '../../lib/index.ts';
import type { Workspace } from '../../storage/index.ts';

type Link = { name: string; kind: string; address: Address };

/** Every Data cell a table was made from, however far back, each once. */
export function dataOrigins(
  results: Pick<Workspace['results'], 'get'>,
  table: Link,
): ExportedModel['source']['data'] {
  const found = new Map<string, ExportedModel['source']['data'][number]>();
  const seen = new Set<string>();
  const follow = (link: Link): void => {
    if (seen.has(link.address)) return;
    seen.add(link.address);
    const { output, ingredients } = results.get(link.address);
    if (link.kind !== 'data') {
      for (const input of Object.values(ingredients.inputs).flat()) follow(input);
      return;
    }
    const { source } = data.settings.parse(ingredients.settings);
    const { table: info } = data.output.parse(output);
    found.set(link.address, {
      cell: link.name,
      name: source.type === 'file' ? basename(source.name) : source.type,
      // What a sample holds follows from its settings.
      fingerprint: ingredients.fingerprint || sha256(JSON.stringify(source)),
      rows: info.rows,
      synthetic: info.synthetic,
    });
  };
  follow(table);
  return [...found.values()];
}
