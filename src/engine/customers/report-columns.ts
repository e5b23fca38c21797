// The columns of the joined table as its report shows them.
import type { JoinedColumn } from '#shared/results/join-report';
import { moments } from '#analysis/statistics/moments';
import { quantileOfSorted } from '#analysis/statistics/quantile';
import type { CustomerFeature } from './customer-features.ts';

/** @param leftOut why a column takes no part beside what its own values say; null where it does */
export function reportColumn(feature: CustomerFeature, leftOut: string | null): JoinedColumn {
  const { choice } = feature;
  const because = feature.leftOutBecause ?? leftOut;
  return {
    name: choice.name,
    table: choice.table,
    column: choice.column,
    fileName: feature.fileName,
    aggregation: choice.aggregation,
    definition: feature.definition,
    sql: feature.sql,
    kind: feature.kind,
    kindChosen: choice.kind !== null && choice.kind === feature.kind,
    role: because === null ? 'feature' : 'left-out',
    leftOutBecause: because,
    missingCount: feature.missingCount,
    unusableCount: feature.unusableCount,
    distinctCount: feature.distinctCount,
    levels: [...feature.levels].slice(0, shownLevels),
    summary: feature.kind === 'categorical' ? null : summaryOf(feature.values),
    warnings: [...feature.warnings],
  };
}

const shownLevels = 101;

function summaryOf(values: Float64Array): JoinedColumn['summary'] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return null;
  const { mean, sampleVariance } = moments(known);
  return {
    minimum: known[0]!,
    maximum: known[known.length - 1]!,
    mean,
    standardDeviation: Math.sqrt(sampleVariance ?? 0),
    quartiles: [0.25, 0.5, 0.75].map((share) => quantileOfSorted(known, share)),
  };
}
