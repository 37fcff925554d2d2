import type { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import type { Json } from '#shared/model/json.ts';
import type { CellKindDefinition } from '#shared/model/cells/value-type.ts';
import type { Artefacts } from '../storage/index.ts';
import type { CellKind, KindContext, QueryContext } from './cell-kind.ts';

/** A kind as the runtime sees it, whatever its settings and output: values are parsed at its edges. */
export type UntypedKind = {
  definition: CellKindDefinition;
  fingerprint?: (settings: unknown, folder: string, signal?: AbortSignal) => Promise<string>;
  run(context: KindContext, settings: unknown): Promise<unknown>;
  named?(
    context: Pick<KindContext, 'workspace' | 'signal'>,
    output: unknown,
    settings: unknown,
  ): Promise<unknown>;
  artefacts(output: unknown): Artefacts;
  partial(output: unknown): boolean;
  /** Whether a stored result has the form this version reads. */
  reads(output: unknown): boolean;
  /** Throws `bad_request` for a question the kind does not know or that has the wrong shape, `result_unread` for a result. */
  query(name: string, context: QueryContext, output: unknown, input: unknown): Promise<Json>;
};

export function untypedKind<D extends CellKindDefinition>(kind: CellKind<D>): UntypedKind {
  const definition: D = kind.definition;
  const settingsOf = (value: unknown) => parse<D['settings']>(definition.settings, value);
  // Results never change: one that is asked again, and is still the same object, was parsed already.
  const parsed = new WeakMap<object, z.output<D['output']>>();
  const outputOf = (value: unknown): z.output<D['output']> => {
    if (typeof value !== 'object' || value === null)
      return parse<D['output']>(definition.output, value);
    const known = parsed.get(value) ?? parse<D['output']>(definition.output, value);
    parsed.set(value, known);
    return known;
  };
  /** A result from the file, which another version may have written. */
  const storedOf = (value: unknown): z.output<D['output']> => {
    try {
      return outputOf(value);
    } catch {
      throw new PortraitError('result_unread');
    }
  };
  const { fingerprint } = kind;
  return {
    definition,
    ...(fingerprint && {
      fingerprint: (settings, folder, signal) =>
        fingerprint.call(kind, settingsOf(settings), folder, signal),
    }),
    run: async (context, settings) => outputOf(await kind.run(context, settingsOf(settings))),
    named: async (context, output, settings) =>
      outputOf((await kind.named?.(context, storedOf(output), settingsOf(settings))) ?? output),
    artefacts: (output) => kind.artefacts(outputOf(output)),
    reads: (output) => definition.output.safeParse(output).success,
    partial: (output) => kind.partial?.(outputOf(output)) ?? false,
    query: async (name, context, output, input) => {
      const shape = Object.hasOwn(definition.queries, name) ? definition.queries[name] : undefined;
      if (shape === undefined)
        throw new PortraitError('bad_request', { detail: `${definition.kind} has no ${name}` });
      const question = shape.input.safeParse(input);
      if (!question.success)
        throw new PortraitError('bad_request', { detail: question.error.message });
      // The compiler cannot tell which of the definition's questions `name` is; the schema just has.
      const ask = kind.queries[name as keyof D['queries']] as (
        context: QueryContext,
        output: unknown,
        input: unknown,
      ) => Promise<unknown>;
      // The one check of an answer; answers are made of JSON like everything in a definition.
      return shape.output.parse(await ask(context, storedOf(output), question.data)) as Json;
    },
  };
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  return schema.parse(value);
}
