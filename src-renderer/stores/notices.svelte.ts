import type { ErrorData } from '#shared/errors/index.ts';
import { asPortraitError } from '../client/errors.ts';

export type Notice = {
  id: number;
  /** What happened, in words, or an error; `told` is something of the closed list that is no failure. */
  content: { text: string } | { error: ErrorData } | { told: ErrorData };
  action?: { label: string; run: () => void };
};

const shownFor = 8000;

/** Short messages at the foot of the window: errors of actions, and offers to undo. */
export class NoticeStore {
  list = $state.raw<Notice[]>([]);
  #count = 0;

  readonly error = (thrown: unknown): void => {
    const content = { error: asPortraitError(thrown).toData() };
    // What fails again and again is said once.
    const said = JSON.stringify(content);
    this.list = this.list.filter((notice) => JSON.stringify(notice.content) !== said);
    this.#add({ content }, null);
  };

  /** Stays until it is closed. */
  tell(told: ErrorData): void {
    this.#add({ content: { told } }, null);
  }

  say(text: string, action?: Notice['action']): void {
    this.#add({ content: { text }, ...(action && { action }) }, shownFor);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>, milliseconds: number | null): void {
    const id = ++this.#count;
    this.list = [...this.list.slice(-3), { ...notice, id }];
    if (milliseconds !== null) setTimeout(() => this.dismiss(id), milliseconds);
  }
}
