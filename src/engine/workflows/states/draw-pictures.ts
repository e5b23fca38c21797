// What the pictures are drawn from: binned and counted, never the rows themselves.
import { histogram } from '#analysis/reductions/histogram';
import type { DecodedPanel } from '#analysis/states/decoded-panel';
import type { DwellTimes } from '#analysis/states/dwell-times';
import { emissionDensities, type EmissionPicture } from '#analysis/states/emission-densities';
import { firstToLast } from '#analysis/states/first-to-last';
import {
  periodsSinceFirst,
  sharesByPeriod,
  type SharesByPeriod,
} from '#analysis/states/shares-by-period';
import type { PersonStates } from '#analysis/states/summarise-persons';
import type { Histogram } from '#shared/data/quality-report';
import type { EmissionPictureResult, StatesPictures } from '#shared/results/states-picture-result';
import { periodStart } from '../../panel/panel-period.ts';
import type { FittedStates } from './fit-states.ts';
import type { StatesAnalysisInput } from './states-input.ts';

const entropyBinCount = 20;
const switchBinCount = 40;

export function drawPictures(
  input: StatesAnalysisInput,
  fitted: FittedStates,
  decoded: DecodedPanel,
  persons: PersonStates,
  dwell: readonly DwellTimes[],
): StatesPictures {
  const { panel } = input.choices.states;
  const calendar = sharesByPeriod(decoded, periodOfRows(input));
  const since = sharesByPeriod(decoded, periodsSinceFirst(input.starts, input.rowCount));
  const { stateCount } = decoded;
  const flows = firstToLast(decoded).counts;
  return {
    emissions: emissionDensities(fitted.chosen.fit.model, fitted.transform, input.columns).map(
      plainEmission,
    ),
    byPeriod: {
      periods: Array.from(calendar.periods, (period) => periodStart(period, panel)),
      ...plainShares(calendar),
    },
    bySinceJoining: { periods: Array.from(since.periods), ...plainShares(since) },
    firstToLast: { counts: square([...flows], stateCount) },
    dwell: dwell.map((of) => ({
      state: of.state,
      runCount: of.runCount,
      censoredCount: of.censoredCount,
      endedByLength: [...of.endedByLength],
      censoredByLength: [...of.censoredByLength],
      survival: [...of.survival],
      geometricSurvival: [...of.geometricSurvival],
      largestGap: of.largestGap,
    })),
    switches: plainHistogram(Float64Array.from(persons.switchCount), switchBinCount),
    entropy: plainHistogram(persons.entropy, entropyBinCount),
  };
}

/** The calendar period of every row. */
export function periodOfRows({
  starts,
  firstPeriods,
  rowCount,
}: Pick<StatesAnalysisInput, 'starts' | 'firstPeriods' | 'rowCount'>): Int32Array {
  const periods = new Int32Array(rowCount);
  firstPeriods.forEach((first, person) => {
    const start = starts[person]!;
    for (let row = start; row < starts[person + 1]!; row++) periods[row] = first + row - start;
  });
  return periods;
}

/** Rows of a square matrix. */
export function square(values: readonly number[], size: number): number[][] {
  return Array.from({ length: size }, (_, row) => values.slice(row * size, (row + 1) * size));
}

function plainShares({ stateCount, rowCounts, shares }: SharesByPeriod) {
  return {
    rowCounts: Array.from(rowCounts),
    shares: Array.from(rowCounts, (_, place) =>
      Array.from(shares.subarray(place * stateCount, (place + 1) * stateCount)),
    ),
  };
}

function plainHistogram(values: Float64Array, binCount: number): Histogram {
  const { edges, counts, logarithmic } = histogram(values, binCount, false);
  return { edges: Array.from(edges), counts: Array.from(counts), logarithmic };
}

function plainEmission(picture: EmissionPicture): EmissionPictureResult {
  if (picture.kind !== 'continuous') {
    const { kind, name, observed, probabilities } = picture;
    return {
      kind,
      feature: name,
      observed: Array.from(observed),
      probabilities: probabilities.map((values) => Array.from(values)),
    };
  }
  const { kind, name, edges, logarithmic, counts, observed, grid, densities } = picture;
  return {
    kind,
    feature: name,
    histogram: { edges: Array.from(edges), counts: Array.from(counts), logarithmic },
    observed: Array.from(observed),
    grid: Array.from(grid),
    densities: densities.map((values) => Array.from(values)),
  };
}
