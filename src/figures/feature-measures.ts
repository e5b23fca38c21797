// The three features as measures, found by name: label and unit for axes and hovers.
import type { RfeResult } from '#shared/results/rfe-result';
import type { Measure } from './axis.ts';

export interface FeatureMeasures {
  recency: Measure;
  frequency: Measure;
  engagement: Measure;
}

export function featureMeasures(result: Pick<RfeResult, 'features'>): FeatureMeasures {
  const measureOf = (name: keyof FeatureMeasures, label: string): Measure =>
    result.features.find((feature) => feature.name === name) ?? { label, unit: '' };
  return {
    recency: measureOf('recency', 'Recency'),
    frequency: measureOf('frequency', 'Frequency'),
    engagement: measureOf('engagement', 'Engagement'),
  };
}

/** In the order of a segment's numbers: recency, frequency, engagement. */
export function measureList(result: Pick<RfeResult, 'features'>): Measure[] {
  const { recency, frequency, engagement } = featureMeasures(result);
  return [recency, frequency, engagement];
}

/** Places, in a segment's numbers, of the features that were clustered; all where none was. */
export function usedFeatures(result: Pick<RfeResult, 'features'>): number[] {
  const names = ['recency', 'frequency', 'engagement'];
  const used = names.flatMap((name, index) =>
    result.features.some((feature) => feature.name === name && feature.used) ? [index] : [],
  );
  return used.length > 0 ? used : [0, 1, 2];
}
