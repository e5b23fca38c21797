// What is told of each feature of the panel: its definition, its summary, its histogram.
import { histogram } from '#analysis/reductions/histogram';
import type { PanelTransform } from '#analysis/states/panel-transform';
import { summariseColumn } from '#analysis/statistics/summarise-column';
import type { StatesFeature } from '#shared/results/states-result';
import type { Part } from '../in-parts.ts';
import type { AnalysedFeature, StatesAnalysisInput } from './states-input.ts';

const binCount = 40;

/** @param part does the work of one feature */
export function describeFeatures(
  { features, columns, eventCounts, rowCount }: StatesAnalysisInput,
  transform: PanelTransform,
  part: Part,
): StatesFeature[] {
  return features.map((feature, index) => {
    const { name, label, unit, measure, definition, sql, fill, emission, kind, isShare } = feature;
    const fitted = transform.columns[index]!;
    return {
      name,
      label,
      unit,
      measure,
      definition,
      sql,
      fill,
      emission,
      kind,
      isShare,
      log: fitted.log1p,
      scaled: fitted.scale !== 1 || fitted.mean !== 0,
      leftOut: fitted.leftOut,
      ...part(() => describeColumn(feature, columns[index]!, eventCounts, rowCount)),
    };
  });
}

function describeColumn(
  { name }: AnalysedFeature,
  values: Float64Array,
  eventCounts: Uint32Array,
  rowCount: number,
): Pick<StatesFeature, 'summary' | 'histogram'> {
  const present = values.filter((value) => !Number.isNaN(value));
  let filledCount = 0;
  values.forEach((value, row) => {
    if (eventCounts[row] === 0 && !Number.isNaN(value)) filledCount++;
  });
  const shares = {
    filledShare: filledCount / rowCount,
    missingShare: (rowCount - present.length) / rowCount,
  };
  if (present.length === 0) {
    const unknown = { mean: null, standardDeviation: null, minimum: null, maximum: null };
    return { summary: { ...shares, ...unknown, quartiles: [] }, histogram: null };
  }
  const summary = summariseColumn(present, name);
  const { edges, counts, logarithmic } = histogram(present, binCount, false);
  return {
    summary: {
      ...shares,
      mean: summary.mean,
      standardDeviation: Math.sqrt(summary.sampleVariance ?? 0),
      minimum: summary.minimum,
      maximum: summary.maximum,
      quartiles: [summary.quartiles[0], summary.median, summary.quartiles[1]],
    },
    histogram: { edges: Array.from(edges), counts: Array.from(counts), logarithmic },
  };
}
