// Values that are moved, and what the model says of them: one question at a time, always the newest,
// with the former answer in sight meanwhile.
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { FeatureCell } from '#shared/results/explain/person-explanation';

type Answer = EngineOutput<'run.whatIf'>;
type Ask = (input: EngineInput<'run.whatIf'>) => Promise<Answer>;
export type Changes = Readonly<Record<string, FeatureCell>>;

export class MovedValues {
  readonly #ask: Ask;
  #runId = '';
  #person: string | null = null;
  #changes = $state.raw<Changes>({});
  #answer = $state.raw<Answer | null>(null);
  #error = $state.raw<ErrorValue | null>(null);
  #isAsking = false;
  #isAskedAgain = false;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** By the feature's name. */
  get changes(): Changes {
    return this.#changes;
  }

  /** The newest answer there is; it may be one movement behind. */
  get answer(): Answer | null {
    return this.#answer;
  }

  get error(): ErrorValue | null {
    return this.#error;
  }

  /** Begins anew with a person, or with the median person where there is none. */
  start(runId: string, person: string | null): void {
    this.#runId = runId;
    this.#person = person;
    this.#answer = null;
    this.#replace({});
  }

  move(feature: string, value: FeatureCell): void {
    this.#replace({ ...this.#changes, [feature]: value });
  }

  moveAll(changes: Changes): void {
    this.#replace(changes);
  }

  /** Back to the person's own value. */
  reset(feature: string): void {
    this.#replace(
      Object.fromEntries(Object.entries(this.#changes).filter(([name]) => name !== feature)),
    );
  }

  /** Asks the same once more, after a failure. */
  retry(): void {
    this.#replace(this.#changes);
  }

  #replace(changes: Changes): void {
    this.#changes = changes;
    if (this.#isAsking) this.#isAskedAgain = true;
    else void this.#send();
  }

  async #send(): Promise<void> {
    this.#isAsking = true;
    const [runId, person] = [this.#runId, this.#person];
    try {
      const answer = await this.#ask({ runId, person, changes: this.#changes });
      if (runId === this.#runId && person === this.#person) {
        this.#answer = answer;
        this.#error = null;
      }
    } catch (thrown) {
      if (runId === this.#runId && person === this.#person) this.#error = toErrorValue(thrown);
    }
    this.#isAsking = false;
    if (!this.#isAskedAgain) return;
    this.#isAskedAgain = false;
    await this.#send();
  }
}
