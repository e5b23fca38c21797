// Features as their tables name them.
import type { RfeFeatureResult } from '#shared/results/rfe-result';

type Named = Pick<RfeFeatureResult, 'label' | 'unit'>;

/** Amounts have no unit that the data would tell. */
export function unitOf({ unit }: Named): string {
  return unit === 'currency' ? '' : unit;
}

/** "Recency, days"; a unit that only repeats the label is left out. */
export function withUnit(feature: Named): string {
  const unit = unitOf(feature);
  const isRepeated = unit === '' || unit.toLowerCase() === feature.label.toLowerCase();
  return isRepeated ? feature.label : `${feature.label}, ${unit}`;
}
