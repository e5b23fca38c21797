// Short messages that need no answer. They are seen as toasts and heard through a live region.
import { untrack } from 'svelte';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import { hintOf } from '../components/error-hint.ts';

export type Tone = 'neutral' | 'good' | 'warning' | 'error';

export interface Notification {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
  /** What to do next. */
  readonly hint?: string | undefined;
  readonly action?: { readonly label: string; run(): void } | undefined;
}

const shownMs = 8000;
const mostShown = 4;

export class Notifications {
  #nextId = 1;
  #list = $state.raw<readonly Notification[]>([]);
  /** For the live region: what is said, though nothing is shown. */
  announcement = $state('');

  get list(): readonly Notification[] {
    return this.#list;
  }

  /** Shows a message; errors stay until they are closed. */
  notify(message: Omit<Notification, 'id'>): void {
    const notification = { ...message, id: this.#nextId++ };
    this.#list = untrack(() => [...this.#list, notification].slice(-mostShown));
    if (message.tone !== 'error') setTimeout(() => this.close(notification.id), shownMs);
  }

  /** Shows a thrown thing as an error. */
  fail(thrown: unknown): void {
    this.showError(toErrorValue(thrown));
  }

  /** A cancelled job is no error. */
  showError(error: ErrorValue): void {
    if (error.code === 'job.cancelled') return;
    this.notify({ tone: 'error', text: error.message, hint: hintOf(error) });
  }

  announce(text: string): void {
    this.announcement = text;
  }

  close(id: number): void {
    this.#list = untrack(() => this.#list.filter((notification) => notification.id !== id));
  }
}
