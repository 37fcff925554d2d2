import { cellKinds } from '#shared/model/cells/index.ts';
import type { UntypedKind } from './untyped-kind.ts';

/** What every file of `kinds/` exports. */
type KindModule = { makeKind(): UntypedKind };

/** The backend half of every kind that makes something: of `tuneNet` the one in `kinds/tune-net.ts`. */
export async function loadKinds(): Promise<ReadonlyMap<string, UntypedKind>> {
  const making = cellKinds.filter(({ passive }) => passive !== true);
  const loaded = making.map(async ({ kind }): Promise<[string, UntypedKind]> => {
    const { makeKind } = (await import(`./kinds/${kebabCase(kind)}.ts`)) as KindModule;
    return [kind, makeKind()];
  });
  return new Map(await Promise.all(loaded));
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
