// How far a sweep over numbers of states is, and what its picture shows so far.
import type { StateSweepParams, StateSweepStep } from '#analysis/states/sweep-states';
import type { StatesPartial } from '#shared/calls/fit-partial';

type KnownCandidate = StatesPartial['candidates'][number];

/** A restart is nearly done after some multiple of this many iterations; it seldom needs more. */
const usualIterationCount = 40;
/** A fold leaves part of the persons out. */
const foldCost = 0.8;

export class SweepProgress {
  readonly #counts: readonly number[];
  readonly #params: Pick<StateSweepParams, 'foldCount' | 'heldOutRestartCount' | 'fit'>;
  readonly #size: Pick<StatesPartial, 'personCount' | 'rowCount'>;
  readonly #known = new Map<number, KnownCandidate>();
  #trace: StatesPartial['trace'] = null;

  constructor(
    counts: readonly number[],
    params: Pick<StateSweepParams, 'foldCount' | 'heldOutRestartCount' | 'fit'>,
    size: Pick<StatesPartial, 'personCount' | 'rowCount'>,
  ) {
    this.#counts = counts;
    this.#params = params;
    this.#size = size;
  }

  take(step: StateSweepStep): void {
    if (step.type === 'failure') return;
    if (step.type === 'candidate') {
      const { stateCount: k, heldOut, criteria } = step.candidate;
      this.#known.set(k, {
        k,
        heldOutPerRow: heldOut?.perRow ?? null,
        heldOutError: heldOut?.standardError ?? null,
        bicRows: criteria.bicRows,
      });
      return;
    }
    if (step.phase !== 'fit' || step.step === null) return;
    const { restart, logLikelihood } = step.step;
    if (this.#trace?.k !== step.stateCount || this.#trace.restart !== restart) {
      this.#trace = { k: step.stateCount, restart, values: [] };
    }
    this.#trace.values.push(logLikelihood / this.#size.rowCount);
  }

  get partial(): StatesPartial {
    const candidates = [...this.#known.values()].sort((a, b) => a.k - b.k);
    return { workflow: 'states', ...this.#size, candidates, trace: this.#trace };
  }

  /** Of the whole sweep, 0 to 1; more states take more time. */
  fractionOf(step: StateSweepStep): number {
    if (step.type === 'candidate') return this.#upTo(step.candidate.stateCount, 1);
    if (step.type === 'failure') return this.#upTo(step.failure.stateCount, 1);
    const { fit, foldCount, heldOutRestartCount } = this.#params;
    const whole = fit.restartCount + foldCost * foldCount * heldOutRestartCount;
    const restart = step.step?.restart ?? 0;
    const within = 1 - Math.exp(-(step.step?.iteration ?? 0) / usualIterationCount);
    const done =
      step.phase === 'fit'
        ? restart + within
        : step.phase === 'decode'
          ? fit.restartCount
          : fit.restartCount +
            foldCost * ((step.fold ?? 0) * heldOutRestartCount + restart + within);
    return this.#upTo(step.stateCount, Math.min(1, done / whole));
  }

  /** With all smaller numbers of states done, and this share of one. */
  #upTo(stateCount: number, share: number): number {
    const before = this.#counts.reduce((sum, k) => sum + (k < stateCount ? k : 0), 0);
    const all = this.#counts.reduce((sum, k) => sum + k, 0);
    return (before + stateCount * share) / all;
  }
}

/** "6 states, restart 4 of 10", "6 states, people held out 2 of 5". */
export function metricOf(
  step: StateSweepStep,
  { fit, foldCount }: Pick<StateSweepParams, 'fit' | 'foldCount'>,
): string {
  if (step.type !== 'step') return '';
  const states = `${step.stateCount} ${step.stateCount === 1 ? 'state' : 'states'}`;
  if (step.phase === 'decode') return `${states}, decoding`;
  if (step.phase === 'held-out') {
    return `${states}, people held out ${(step.fold ?? 0) + 1} of ${foldCount}`;
  }
  return `${states}, restart ${(step.step?.restart ?? 0) + 1} of ${fit.restartCount}`;
}
