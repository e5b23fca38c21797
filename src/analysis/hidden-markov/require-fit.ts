// Refuses a fit that its data cannot carry.
import { AnalysisError } from '../analysis-error.ts';
import type {
  EmissionKind,
  HiddenMarkovModel,
  HiddenMarkovParams,
  SequencePanel,
} from './hidden-markov-types.ts';
import { requireParams } from './require-model.ts';
import { requirePanel } from './require-panel.ts';

/**
 * @throws AnalysisError `input.empty` for a column without a cell, `input.too-few-rows`,
 *   `parameter.out-of-range`, and what `requirePanel` throws
 */
export function requireFit(
  panel: SequencePanel,
  emissions: readonly EmissionKind[],
  stateCount: number,
  params: HiddenMarkovParams,
  start: HiddenMarkovModel | undefined,
): void {
  requireParams(params, stateCount);
  requirePanel(panel, emissions);
  panel.columns.forEach((column, j) => {
    if (!column.every(Number.isNaN)) return;
    throw new AnalysisError(
      'input.empty',
      `Every cell of column ${j} is missing.`,
      'Leave the column out, or choose another way to fill it.',
      { column: j },
    );
  });
  if (panel.rowCount < stateCount) {
    throw new AnalysisError(
      'input.too-few-rows',
      `${stateCount} states cannot be found in ${panel.rowCount} rows.`,
      `Ask for at most ${panel.rowCount} states, or take more persons or periods.`,
    );
  }
  const fits =
    !start ||
    (start.stateCount === stateCount &&
      start.covariance === params.covariance &&
      start.emissions.join() === emissions.join());
  if (fits) return;
  throw new AnalysisError(
    'parameter.out-of-range',
    'The start model has other states, emissions or covariances than the fit.',
    'Start from a model of the same shape.',
  );
}
