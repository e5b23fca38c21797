// A question to the engine that follows what is being typed: asked after a short pause, answered for
// the newest input only, with the former answer kept in sight meanwhile.
import { untrack } from 'svelte';
import { toErrorValue, type ErrorValue } from '#shared/errors';

const typingPauseMs = 200;

export class LiveAnswer<Input, Output> {
  readonly #call: (input: Input) => Promise<Output>;
  #input: Input | null = null;
  #asked = $state.raw<string | null>(null);
  #answer = $state.raw<{ readonly key: string; readonly value: Output } | null>(null);
  #failure = $state.raw<{ readonly key: string; readonly error: ErrorValue } | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: (input: Input) => Promise<Output>) {
    this.#call = call;
  }

  /** The newest answer there is; it may belong to a former question. */
  get value(): Output | null {
    return this.#answer?.value ?? null;
  }

  /** The answer to the newest question; null while there is none. */
  get current(): Output | null {
    return this.#answer !== null && this.#answer.key === this.#asked ? this.#answer.value : null;
  }

  /** Why the newest question has no answer. */
  get error(): ErrorValue | null {
    return this.#failure !== null && this.#failure.key === this.#asked ? this.#failure.error : null;
  }

  get isReading(): boolean {
    return this.#asked !== null && this.current === null && this.error === null;
  }

  /** Asks unless this is being asked already; null takes the question back. */
  ask(input: Input | null): void {
    const key = input === null ? null : JSON.stringify(input);
    // Called from effects, which are to follow the input and not the answer.
    untrack(() => {
      if (key === this.#asked) return;
      const isFirst = this.#asked === null;
      this.#input = input;
      this.#asked = key;
      if (key === null) this.#answer = null;
      this.#schedule(isFirst ? 0 : typingPauseMs);
    });
  }

  /** Asks the same once more. */
  retry(): void {
    this.#failure = null;
    if (this.#asked !== null && this.#answer?.key === this.#asked) this.#answer = null;
    this.#schedule(0);
  }

  #schedule(pauseMs: number): void {
    clearTimeout(this.#timer);
    const key = this.#asked;
    if (key === null) return;
    this.#timer = setTimeout(() => void this.#send(key), pauseMs);
  }

  async #send(key: string): Promise<void> {
    if (this.#input === null) return;
    try {
      const value = await this.#call(this.#input);
      if (key === this.#asked) this.#answer = { key, value };
    } catch (thrown) {
      if (key === this.#asked) this.#failure = { key, error: toErrorValue(thrown) };
    }
  }
}
