// What the engine says of one person: read again where run, person or class change.
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';
import { toErrorValue, type ErrorValue } from '#shared/errors';

type Question = EngineInput<'person.explain'>;
type Answer = EngineOutput<'person.explain'>;

export class PersonAnswer {
  readonly #ask: (question: Question) => Promise<Answer>;
  #newest = '';
  #answer = $state.raw<Answer | null>(null);
  #error = $state.raw<ErrorValue | null>(null);
  #isReading = $state(false);

  constructor(ask: (question: Question) => Promise<Answer>) {
    this.#ask = ask;
  }

  /** Of the person asked about; the former class stays in sight while another is read. */
  get answer(): Answer | null {
    return this.#answer;
  }

  get error(): ErrorValue | null {
    return this.#error;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** Called from an effect. */
  async read(question: Question): Promise<void> {
    const key = JSON.stringify(question);
    this.#newest = key;
    this.#isReading = true;
    this.#error = null;
    try {
      const answer = await this.#ask(question);
      if (key !== this.#newest) return;
      this.#answer = answer;
    } catch (thrown) {
      if (key !== this.#newest) return;
      this.#answer = null;
      this.#error = toErrorValue(thrown);
    }
    this.#isReading = false;
  }
}
