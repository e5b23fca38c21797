// Turns the progress of single stages into that of the whole job: never falling, with the time left.
import type { Progress } from '#shared/calls/jobs';
import type { Stage } from './job-context.ts';

/** Below this share of the work a forecast would be guessing. */
const forecastFrom = 0.03;

export class ProgressMeter {
  readonly #stages: readonly Stage[];
  readonly #totalWeight: number;
  readonly #startedAt: number;
  #highest = 0;

  constructor(stages: readonly Stage[], now: number) {
    this.#stages = stages;
    this.#totalWeight = stages.reduce((sum, stage) => sum + stage.weight, 0);
    this.#startedAt = now;
  }

  at(
    stageName: string,
    fraction: number | null,
    metric: string | undefined,
    now: number,
  ): Progress {
    const index = this.#stages.findIndex((stage) => stage.name === stageName);
    if (index < 0) throw new Error(`the stage "${stageName}" was not declared`);
    const before = this.#stages.slice(0, index).reduce((sum, stage) => sum + stage.weight, 0);
    const weight = this.#stages[index]?.weight ?? 0;
    const within = Math.min(1, Math.max(0, fraction ?? 0));
    this.#highest = Math.max(this.#highest, (before + weight * within) / this.#totalWeight);
    return {
      stage: stageName,
      stageNumber: index + 1,
      stageCount: this.#stages.length,
      fraction: fraction === null ? null : this.#highest,
      ...(metric === undefined ? {} : { metric }),
      remainingMs: this.#remaining(now),
    };
  }

  #remaining(now: number): number | null {
    if (this.#highest < forecastFrom) return null;
    const elapsed = now - this.#startedAt;
    return Math.round((elapsed / this.#highest) * (1 - this.#highest));
  }
}
