// How new persons differ from those a model was made from, column by column, with one verdict.
import { measureDrift } from '#analysis/drift/column-drift';
import type { ColumnDrift, DriftReference, DriftVerdict } from '#analysis/drift/drift-types';
import type { DriftReport } from '#shared/results/drift-report';

const verdicts: Record<DriftVerdict, DriftReport['verdict']> = {
  stable: 'alike',
  moderate: 'shifted',
  shifted: 'different',
};
const severity: readonly DriftVerdict[] = ['stable', 'moderate', 'shifted'];

const sentences: Record<DriftReport['verdict'], string> = {
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
  const drifts = baseline.map((reference, i): ColumnDrift => measureDrift(reference, columns[i]!));
  const worst = drifts.reduce<DriftVerdict>(
    (found, { verdict }) => (severity.indexOf(verdict) > severity.indexOf(found) ? verdict : found),
    'stable',
  );
  const verdict = verdicts[worst];
  return {
    verdict,
    sentence: sentences[verdict],
    personCount,
    features: drifts.map((column) => ({
      name: column.name,
      populationStabilityIndex: column.index,
      outOfRangeShare: column.outOfRangeShare,
      unseenLevels: [],
      unseenShare: 0,
      verdict: verdicts[column.verdict],
    })),
  };
}
