// Features that took part, as pictures and sliders need them.
import type { ExplainFeature } from '#shared/results/explain-result';
import { moments } from '#analysis/statistics/moments';
import { quantileOfSorted } from '#analysis/statistics/quantile';
import type { CustomerFeature } from '../../customers/customer-features.ts';

export function describeFeature(feature: CustomerFeature, index: number): ExplainFeature {
  const { choice, kind, levels, values } = feature;
  const shared = {
    index,
    name: choice.name,
    table: choice.table,
    column: choice.column,
    fileName: feature.fileName,
    aggregation: choice.aggregation,
    definition: feature.definition,
    kind,
    missingCount: feature.missingCount,
  };
  if (kind === 'categorical') {
    return {
      ...shared,
      levels: levels.map(({ name }) => name),
      range: null,
      commonLevel: levels[0]?.name ?? null,
      mean: null,
      standardDeviation: null,
    };
  }
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const { mean, sampleVariance } = moments(sorted);
  const at = (share: number): number => quantileOfSorted(sorted, share);
  return {
    ...shared,
    levels: [],
    commonLevel: null,
    range:
      kind === 'binary'
        ? { low: 0, high: 1, median: at(0.5), whole: true }
        : {
            low: at(0.01),
            high: at(0.99),
            median: at(0.5),
            whole: sorted.every((value) => Number.isInteger(value)),
          },
    mean,
    standardDeviation: Math.sqrt(sampleVariance ?? 0),
  };
}
