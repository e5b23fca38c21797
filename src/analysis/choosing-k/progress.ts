// How the criteria tell how far they are: units of work done out of all.

/** What every criterion yields; the caller may stop between any two. */
export interface CriterionStep {
  readonly criterion: 'gap' | 'jaccard' | 'structure';
  /** Fits finished so far and to be done in all; done never falls. */
  readonly done: number;
  readonly total: number;
}

/** Runs one unit of work to its end, passing a step on whenever the unit offers a pause. */
export function* withSteps<Result>(
  work: Generator<unknown, Result>,
  step: CriterionStep,
): Generator<CriterionStep, Result> {
  let next = work.next();
  for (; !next.done; next = work.next()) yield step;
  return next.value;
}
