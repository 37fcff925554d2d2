import { simplified, type Vocabulary } from './rules.ts';
import type { Draft, Graph, Value } from './value.ts';

/** Builds a graph and simplifies it on the way, by the rules and so that equal values are one. */
export class Simplifier<Op, Type> {
  #vocabulary: Vocabulary<Op, Type>;
  #values: Value<Op, Type>[] = [];
  #seen = new Map<string, Value<Op, Type>>();

  constructor(vocabulary: Vocabulary<Op, Type>) {
    this.#vocabulary = vocabulary;
  }

  make(draft: Draft<Op, Type>): Value<Op, Type> {
    const found = simplified(draft, this.#vocabulary);
    if ('id' in found) return found;
    const { operation, inputs, shape, type } = found;
    const own = this.#vocabulary.key(operation, shape);
    const key =
      own && `${own} of ${inputs.map(({ id }) => id).join()} as ${String(type)} ${shape.join('x')}`;
    const known = key === null ? undefined : this.#seen.get(key);
    if (known) return known;
    const made = { ...found, id: this.#values.length, shape: [...shape] };
    this.#values.push(made);
    if (key !== null) this.#seen.set(key, made);
    return made;
  }

  /** The graph of what the outputs need, in the order it was made. */
  finish(inputs: readonly Value<Op, Type>[], outputs: readonly Value<Op, Type>[]): Graph<Op, Type> {
    const used = new Set<Value<Op, Type>>();
    const mark = (value: Value<Op, Type>): void => {
      if (used.has(value)) return;
      used.add(value);
      value.inputs.forEach(mark);
    };
    outputs.forEach(mark);
    const values = this.#values.filter((value) => used.has(value));
    return { inputs: [...inputs], outputs: [...outputs], values };
  }
}
