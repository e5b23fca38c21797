// What the reader has to know about a fit that is not in its numbers.
import type { HiddenMarkovParams } from './hidden-markov-types.ts';
import type { Run } from './run-expectation-maximisation.ts';
import type { StandardPanel } from './standard-panel.ts';

/**
 * @param order for each place of the published model the run's state
 * @param names of the columns; their numbers where not given
 */
export function fitWarnings(
  panel: StandardPanel,
  best: Run,
  runs: readonly Run[],
  order: readonly number[],
  params: HiddenMarkovParams,
  names: readonly string[] | undefined,
): string[] {
  const nameOf = (column: number) => names?.[column] ?? `Column ${column}`;
  const warnings: string[] = [];
  panel.measures.forEach(({ constant, binary }, j) => {
    const gaussian = panel.emissions[j] === 'gaussian';
    if (constant) {
      warnings.push(`${nameOf(j)} holds one value only: it tells no state from another.`);
    } else if (gaussian && binary) {
      warnings.push(
        `${nameOf(j)} holds only 0 and 1 but is taken as Gaussian: the likelihood runs away as its variance shrinks.`,
      );
    }
  });
  warnings.push(...floorWarnings(panel, best, order, nameOf));
  for (const state of best.emptyStates) {
    warnings.push(
      `State ${order.indexOf(state) + 1} holds no row; it kept its last parameters. Ask for fewer states.`,
    );
  }
  const fellCount = runs.filter((run) => run.fell).length;
  if (fellCount > 0) {
    warnings.push(
      `The likelihood fell in ${fellCount} of ${runs.length} restarts: they were stopped.`,
    );
  }
  if (!best.converged && !best.fell) {
    warnings.push(
      `The best restart was still improving after ${params.maxIterationCount} iterations: it has not converged.`,
    );
  }
  return warnings;
}

function floorWarnings(
  { gaussians, measures }: StandardPanel,
  { floored }: Run,
  order: readonly number[],
  nameOf: (column: number) => string,
): string[] {
  return gaussians.flatMap((column) => {
    const places = floored
      .filter((entry) => entry.column === column)
      .map(({ state }) => order.indexOf(state) + 1)
      .sort((a, b) => a - b);
    if (places.length === 0 || measures[column]!.constant) return [];
    const states = `state${places.length > 1 ? 's' : ''} ${places.join(', ')}`;
    return [
      `${nameOf(column)} hardly varies in ${states}: its variance was held at the floor, and the likelihood depends on that floor.`,
    ];
  });
}
