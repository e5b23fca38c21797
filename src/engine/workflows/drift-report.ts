// How new persons differ from those a model was made from, column by column, with one verdict.
import { measureDrift } from '#analysis/drift/column-drift';
import type { ColumnDrift, DriftReference, DriftVerdict } from '#analysis/drift/drift-types';
import type { DriftReport } from '#shared/results/drift-report';

export type ReportedDrift = DriftReport['features'][number];

export const reportedVerdicts: Readonly<Record<DriftVerdict, DriftReport['verdict']>> = {
  stable: 'alike',
  moderate: 'shifted',
  shifted: 'different',
};
const severity: readonly DriftReport['verdict'][] = ['alike', 'shifted', 'different'];

const sentences: Readonly<Record<DriftReport['verdict'], string>> = {
  alike: 'The new people look like those the model was made from.',
  shifted: 'The new people differ somewhat from those the model was made from; look at the shares.',
  different: 'The new people differ much from those the model was made from; fit a new model.',
};

/** @param columns one a reference, in its order */
export function driftReport(
  baseline: readonly DriftReference[],
  columns: readonly Float64Array[],
  personCount: number,
): DriftReport {
  const drifts = baseline.map((reference, i) => measureDrift(reference, columns[i]!));
  return reportOf(drifts.map(reportedColumn), personCount);
}

/** The verdict is the worst of the features. */
export function reportOf(features: ReportedDrift[], personCount: number): DriftReport {
  const verdict = features.reduce<DriftReport['verdict']>(
    (worst, one) => (severity.indexOf(one.verdict) > severity.indexOf(worst) ? one.verdict : worst),
    'alike',
  );
  return { verdict, sentence: sentences[verdict], personCount, features };
}

/** A column of numbers has no levels. */
export function reportedColumn(column: ColumnDrift): ReportedDrift {
  return {
    name: column.name,
    populationStabilityIndex: column.index,
    outOfRangeShare: column.outOfRangeShare,
    unseenLevels: [],
    unseenShare: 0,
    verdict: reportedVerdicts[column.verdict],
  };
}
