import type { Attribute, ItemCard, WhatIf } from '#shared/model/cells/user.ts';
import type { CellValue } from '#shared/model/table.ts';

/** What is tried on a user. Items come with their cards, so that chips can name them. */
type Tried = {
  add: readonly ItemCard[];
  remove: readonly ItemCard[];
  attributes: readonly Attribute[];
};

const nothing: Tried = { add: [], remove: [], attributes: [] };

/** Changes tried on the user, one step at a time, each of which can be taken back. */
export class Change {
  #steps = $state.raw<readonly Tried[]>([]);

  get now(): Tried {
    return this.#steps.at(-1) ?? nothing;
  }

  get active(): boolean {
    const { add, remove, attributes } = this.now;
    return add.length + remove.length + attributes.length > 0;
  }

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  /** As queries take it. */
  get whatIf(): WhatIf {
    const { add, remove, attributes } = this.now;
    return {
      add: add.map(({ item }) => item),
      remove: remove.map(({ item }) => item),
      attributes: [...attributes],
    };
  }

  /** The person has the item now; one taken away before is back. */
  add(card: ItemCard): void {
    const { add, remove, attributes } = this.now;
    if (remove.some(same(card)))
      return this.#step({ add, remove: remove.filter(other(card)), attributes });
    if (!add.some(same(card))) this.#step({ add: [...add, card], remove, attributes });
  }

  /** The person does not have the item; one added before is gone again. */
  remove(card: ItemCard): void {
    const { add, remove, attributes } = this.now;
    if (add.some(same(card)))
      return this.#step({ add: add.filter(other(card)), remove, attributes });
    if (!remove.some(same(card))) this.#step({ add, remove: [...remove, card], attributes });
  }

  removeAll(cards: readonly ItemCard[]): void {
    this.#step({ ...this.now, add: [], remove: cards });
  }

  /** `value` undefined takes the change back. */
  attribute(name: string, value: CellValue | undefined): void {
    const others = this.now.attributes.filter((attribute) => attribute.name !== name);
    const attributes = value === undefined ? others : [...others, { name, value }];
    this.#step({ ...this.now, attributes });
  }

  undo(): void {
    this.#steps = this.#steps.slice(0, -1);
  }

  clear(): void {
    if (this.active) this.#step(nothing);
  }

  /** For another person: nothing tried, nothing to take back. */
  forget(): void {
    this.#steps = [];
  }

  #step(next: Tried): void {
    this.#steps = [...this.#steps, next];
  }
}

function same(card: ItemCard): (candidate: ItemCard) => boolean {
  return ({ item }) => item === card.item;
}

function other(card: ItemCard): (candidate: ItemCard) => boolean {
  return ({ item }) => item !== card.item;
}
