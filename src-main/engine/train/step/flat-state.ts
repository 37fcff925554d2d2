import type { NamedTensor } from '#shared/engine/tensors.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { initialValues } from '#shared/network/initial-weights.ts';
import type { Layout, Slot } from '#shared/network/layout.ts';

/** All numbers a run changes, outside tensors: flat vectors as a step has them. */
export type FlatState = {
  parameters: Float32Array<ArrayBuffer>;
  slots: Float32Array<ArrayBuffer>[];
  moving: Float32Array<ArrayBuffer>;
};

export function initialState(
  layout: Layout,
  slotNames: readonly string[],
  seed: number,
): FlatState {
  return {
    parameters: initialValues(layout.trainable, seed),
    slots: slotNames.map(() => new Float32Array(layout.trainableSize)),
    moving: initialValues(layout.moving, seed),
  };
}

/** Weights by name, in layer order. */
export function namedWeights(layout: Layout, state: FlatState): NamedTensor[] {
  return layout.order.map(({ part, index }) => {
    const flat = part === 'trainable' ? state.parameters : state.moving;
    return named(flat, slotAt(layout[part], index), '');
  });
}

export function namedSlots(
  layout: Layout,
  slotNames: readonly string[],
  state: FlatState,
): NamedTensor[] {
  return slotNames.flatMap((slotName, i) =>
    layout.trainable.map((slot) =>
      named(state.slots[i] ?? new Float32Array(layout.trainableSize), slot, `/${slotName}`),
    ),
  );
}

/** The flat state saved under those names. @throws PortraitError `bad_request` where one is missing or misshapen */
export function stateFrom(
  layout: Layout,
  slotNames: readonly string[],
  weights: readonly NamedTensor[],
  slots: readonly NamedTensor[],
): FlatState {
  const find = lookup(weights);
  const findSlot = lookup(slots);
  return {
    parameters: gather(layout.trainable, layout.trainableSize, '', find),
    slots: slotNames.map((name) =>
      gather(layout.trainable, layout.trainableSize, `/${name}`, findSlot),
    ),
    moving: gather(layout.moving, layout.movingSize, '', find),
  };
}

function named(flat: Float32Array, slot: Slot, suffix: string): NamedTensor {
  return {
    name: slot.name + suffix,
    shape: slot.shape,
    data: flat.slice(slot.offset, slot.offset + slot.size),
  };
}

function lookup(tensors: readonly NamedTensor[]): (name: string) => NamedTensor | undefined {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return (name) => byName.get(name);
}

function gather(
  slots: readonly Slot[],
  size: number,
  suffix: string,
  find: (name: string) => NamedTensor | undefined,
): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(size);
  for (const slot of slots) {
    const tensor = find(slot.name + suffix);
    if (tensor?.data.length !== slot.size) {
      const detail = `tensor ${slot.name}${suffix} should have ${slot.size} values`;
      throw new PortraitError('bad_request', { detail });
    }
    flat.set(tensor.data, slot.offset);
  }
  return flat;
}

function slotAt(slots: readonly Slot[], index: number): Slot {
  const slot = slots[index];
  if (!slot) throw new RangeError(`no slot ${index}`);
  return slot;
}
