// Passes the steps of a generator on in another form, and its end too where it is given up half-way.

/**
 * Like `yield*`, but for the form of the steps: closing this generator closes the source, so that a
 * fit that is cancelled gives its memory back.
 *
 * @returns what the source returns
 */
export function* mapSteps<Step, Mapped, Result>(
  source: Generator<Step, Result>,
  map: (step: Step) => Mapped,
): Generator<Mapped, Result> {
  const results: Result[] = [];
  function* keepResult(): Generator<Step, void> {
    results.push(yield* source);
  }
  for (const step of keepResult()) yield map(step);
  for (const result of results) return result;
  throw new Error('a generator that ran to its end has a result');
}
