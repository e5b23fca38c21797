// The k curve and the running restart, as they grow under the eyes of whoever watches.
import type { Candidate } from '#shared/results/rfe-result';
import type { AnalysisContext } from './analysis-context.ts';

type Known = Partial<Candidate> & { k: number };

export class LiveCurve {
  readonly #context: AnalysisContext;
  readonly #candidates = new Map<number, Known>();
  #trace: { k: number; restart: number; values: number[] } | null = null;

  constructor(context: AnalysisContext) {
    this.#context = context;
  }

  /** One more value of the objective; another restart begins another trace. */
  step(k: number, restart: number, value: number): void {
    if (this.#trace?.k !== k || this.#trace.restart !== restart) {
      this.#trace = { k, restart, values: [] };
    }
    this.#trace.values.push(value);
    this.#send();
  }

  know(candidate: Known): void {
    this.#candidates.set(candidate.k, { ...this.#candidates.get(candidate.k), ...candidate });
    this.#send();
  }

  #send(): void {
    this.#context.show({
      workflow: 'rfe',
      personCount: this.#context.personCount,
      candidates: [...this.#candidates.values()].sort((a, b) => a.k - b.k),
      trace: this.#trace,
    });
  }
}
