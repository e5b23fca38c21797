// The loss curve as it grows under the eyes of whoever watches.
import type { EpochLoss } from '#analysis/recurrent/recurrent-types';
import type { JourneysPartial } from '#shared/calls/fit-partial';
import type { ThreadContext } from '../../threads/thread-messages.ts';

export class LiveLosses {
  readonly #personCount: number;
  readonly #thread: Pick<ThreadContext, 'partial'>;
  readonly #epochs: EpochLoss[] = [];

  constructor(personCount: number, thread: Pick<ThreadContext, 'partial'>) {
    this.#personCount = personCount;
    this.#thread = thread;
  }

  /** Of the last epoch, in words. */
  get metric(): string | undefined {
    const last = this.#epochs.at(-1);
    return last && `Epoch ${last.epoch}, loss ${last.validationLoss.toFixed(4)}`;
  }

  add(epoch: EpochLoss): void {
    this.#epochs.push(epoch);
    const partial: JourneysPartial = {
      workflow: 'journeys',
      personCount: this.#personCount,
      epochs: [...this.#epochs],
    };
    this.#thread.partial(partial);
  }
}
