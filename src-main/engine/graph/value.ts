/** A tensor of a graph: what makes it, of what, and its shape and type of elements, in the words of whoever recorded it. */
export type Value<Op, Type> = {
  readonly id: number;
  readonly operation: Op;
  readonly inputs: readonly Value<Op, Type>[];
  readonly shape: readonly number[];
  readonly type: Type;
};

/** A function of tensors: its outputs from its inputs, by values in an order in which each comes after those it needs. */
export type Graph<Op, Type> = {
  inputs: Value<Op, Type>[];
  outputs: Value<Op, Type>[];
  values: Value<Op, Type>[];
};

/** A value that is not there yet. */
export type Draft<Op, Type> = Omit<Value<Op, Type>, 'id'>;
