// One run of expectation-maximisation from given parameters to an honest end.
import { prepareMixture } from './component-densities.ts';
import { expectMoments, type ExpectedMoments } from './expectation.ts';
import { maximise } from './maximisation.ts';
import type { Mixture, RunEnd } from './mixture-types.ts';
import type { TrainingRows } from './packed-rows.ts';

export interface RunLimits {
  readonly maxIterationCount: number;
  readonly tolerance: number;
  readonly varianceFloor: number;
}

export interface RunResult {
  /** About the rows' origin: the parameters whose log-likelihood ends the trace. */
  readonly mixture: Mixture;
  readonly moments: ExpectedMoments;
  readonly logLikelihoodTrace: readonly number[];
  readonly end: RunEnd;
  readonly flooredComponentCount: number;
}

/**
 * A fall smaller than this share of the log-likelihood, or of the number of rows, is rounding of
 * the sum over rows and nothing else.
 */
const roundingShare = 1e-11;

/**
 * Yields the log-likelihood after every pass over the rows.
 *
 * @param start parameters about the rows' origin
 */
export function* runExpectationMaximisation(
  rows: TrainingRows,
  start: Mixture,
  limits: RunLimits,
): Generator<number, RunResult> {
  const origin = new Float64Array(rows.columnCount);
  const trace: number[] = [];
  let mixture = start;
  let flooredComponentCount = 0;
  let moments = expectMoments(prepareMixture(mixture, origin), rows);
  trace.push(moments.logLikelihood);
  yield moments.logLikelihood;
  let end: RunEnd = 'iteration-cap';
  for (let iteration = 0; iteration < limits.maxIterationCount; iteration++) {
    const update = maximise(mixture, moments, rows, limits.varianceFloor);
    const next = expectMoments(prepareMixture(update.mixture, origin), rows);
    trace.push(next.logLikelihood);
    yield next.logLikelihood;
    const rise = next.logLikelihood - moments.logLikelihood;
    if (rise < -roundingShare * (Math.abs(moments.logLikelihood) + rows.rowCount)) {
      // The better parameters are kept, and their value ends the trace.
      trace.push(moments.logLikelihood);
      end = 'objective-fell';
      break;
    }
    mixture = update.mixture;
    moments = next;
    flooredComponentCount = update.flooredComponentCount;
    if (rise < limits.tolerance * rows.rowCount) {
      end = 'tolerance';
      break;
    }
  }
  return { mixture, moments, logLikelihoodTrace: trace, end, flooredComponentCount };
}
