// What is told of each feature: its summary, its skew before and after, its histograms.
import { histogram, type HistogramCounts } from '#analysis/reductions/histogram';
import { summariseColumn } from '#analysis/statistics/summarise-column';
import type { ColumnTransform } from '#analysis/transform/transform-params';
import { signedLog1p, winsorise } from '#analysis/transform/transform-value';
import type { Histogram } from '#shared/data/quality-report';
import { featureNames, type RfeFeatureResult } from '#shared/results/rfe-result';
import type { RfeAnalysisInput } from './analysis-input.ts';
import type { StandardisedPersons } from './standardise-persons.ts';

const binCount = 40;

export function describeFeatures(
  { features, facts }: Pick<RfeAnalysisInput, 'features' | 'facts'>,
  { transform }: Pick<StandardisedPersons, 'transform'>,
): RfeFeatureResult[] {
  return featureNames.map((name, i) =>
    describe(name, features[i]!, facts[i]!, transform.columns[i]!),
  );
}

function describe(
  name: RfeFeatureResult['name'],
  values: Float64Array,
  facts: RfeAnalysisInput['facts'][number],
  transform: ColumnTransform,
): RfeFeatureResult {
  const summary = summariseColumn(values, name);
  const bounds = { lower: transform.lower, upper: transform.upper };
  const treated = values.map((value) =>
    winsorise(transform.log1p ? signedLog1p(value) : value, bounds),
  );
  return {
    name,
    ...facts,
    summary: {
      mean: summary.mean,
      standardDeviation: Math.sqrt(summary.sampleVariance ?? 0),
      minimum: summary.minimum,
      maximum: summary.maximum,
      quartiles: [...summary.quartiles],
    },
    skewnessBefore: transform.skewBefore ?? 0,
    skewnessAfter: transform.skewAfter ?? 0,
    logged: transform.log1p,
    winsorisedAt: ownUnits(transform),
    used: transform.leftOut === null,
    rawHistogram: plain(histogram(values, binCount, false)),
    transformedHistogram: plain(histogram(treated, binCount, false)),
  };
}

/** The upper bound brought back to own units. */
function ownUnits({ upper, log1p }: ColumnTransform): number | null {
  if (upper === null) return null;
  return log1p ? Math.sign(upper) * Math.expm1(Math.abs(upper)) : upper;
}

function plain({ edges, counts, logarithmic }: HistogramCounts): Histogram {
  return { edges: Array.from(edges), counts: Array.from(counts), logarithmic };
}
