import { IntentAnswers } from './answer-intent.ts';

const kept = 2;

/** Models asked last, ready to answer. */
export class OpenIntents {
  readonly #open = new Map<string, IntentAnswers>();

  of(blobs: { get(id: string): Uint8Array }, model: string): IntentAnswers {
    const answers = this.#open.get(model) ?? new IntentAnswers(blobs.get(model));
    this.#open.delete(model);
    this.#open.set(model, answers);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= kept) break;
      this.#open.delete(oldest);
    }
    return answers;
  }
}
