import { unsigned, valueTypes, type Code, type ValueTypeName } from './wasm-code.ts';

/** A function: parameters are its first locals; a result of its last instruction's value, or none. */
export type WasmFunction = {
  parameters: readonly ValueTypeName[];
  result: ValueTypeName | null;
  locals: readonly ValueTypeName[];
  body: Code;
};

/** The bytes of a module that works on the memory `env.memory`, which threads may share, and exports `run`, its last function. */
export function moduleBytes(
  functions: readonly WasmFunction[],
  shared = false,
): Uint8Array<ArrayBuffer> {
  const type = ({ parameters, result }: WasmFunction): Code => [
    ...[0x60, list(parameters.map((name) => [valueTypes[name]]))],
    list(result ? [[valueTypes[result]]] : []),
  ];
  const text = (value: string): Code =>
    list([...new TextEncoder().encode(value)].map((byte) => [byte]));
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(functions.map(type))),
    // Memory of at least one page, at most all.
    ...section(2, list([[text('env'), text('memory'), 2, shared ? 3 : 1, 1, unsigned(65_536)]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list([[text('run'), 0, unsigned(functions.length - 1)]])),
    ...section(10, list(functions.map(body))),
  ]);
}

function body({ locals, body: code }: WasmFunction): Code {
  const declared = list(locals.map((name) => [1, valueTypes[name]]));
  const bytes = flat([declared, code, 0x0b]);
  return [unsigned(bytes.length), bytes];
}

function section(id: number, content: Code): number[] {
  const bytes = flat(content);
  return [id, ...unsigned(bytes.length), ...bytes];
}

function list(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function flat(code: Code): number[] {
  const out: number[] = [];
  const add = (part: Code): void => {
    for (const item of part) {
      if (typeof item === 'number') out.push(item);
      else add(item);
    }
  };
  add(code);
  return out;
}
