import { PortraitError } from '#shared/errors/index.ts';

/** A prebuilt module without its exports, and what the exported things are called inside. Throws `internal` where one is missing. */
export function bundled<Name extends string>(
  runtime: string,
  wanted: readonly Name[],
): { code: string; names: Record<Name, string> } {
  const exported = /export\s*\{([^}]*)\};?\s*$/.exec(runtime);
  const own = new Map(
    (exported?.[1] ?? '').split(',').map((pair) => {
      const [inside = '', name = inside] = pair.trim().split(/\s+as\s+/);
      return [name, inside];
    }),
  );
  const names = wanted.map((name): [Name, string] => {
    const inside = own.get(name);
    if (inside === undefined)
      throw new PortraitError('internal', { detail: 'the runtime of exports was not built' });
    return [name, inside];
  });
  return {
    code: runtime.slice(0, exported?.index ?? 0).trimEnd(),
    names: Object.fromEntries(names) as Record<Name, string>,
  };
}
