// What the pictures of workflow States share: how a state looks, and numbers of features in words.
import type { StatesFeature, StatesResult, StatesSegment } from '#shared/results/states-result';
import type { Method } from '../figure.ts';
import { numberText, quantityText, shareText } from '../number-text.ts';
import type { SegmentLook } from '../segment-look.ts';

export type StateLook = SegmentLook<StatesSegment>;

type Measured = Pick<StatesFeature, 'isShare' | 'unit'>;

/** "4.2 events", "35 %"; empty for what is not known. */
export function featureText(value: number | null, feature: Measured): string {
  if (value === null) return '';
  if (feature.isShare) return shareText(value);
  const { one, many } = feature.unit;
  const text = numberText(value);
  return one === '' ? text : `${text} ${text === '1' ? one : many}`;
}

/** The same without its unit, where the heading says it: "0.02", "3.5", "1,204". */
export function bareText(value: number | null, feature: Measured): string {
  if (value === null) return '';
  if (feature.isShare) return shareText(value);
  return numberText(Math.abs(value) < 10 ? Math.round(value * 100) / 100 : value);
}

/** "3 weeks", "1 week". */
export function periodsText(count: number, { one, many }: { one: string; many: string }): string {
  return quantityText(count, numberText(count) === '1' ? one : many);
}

/** Pixels that a legend above a picture takes, with `entries` of them four to a line. */
export const legendHeight = (entries: number): number => 28 + 20 * Math.ceil(entries / 4);

/** All rows of the panel, one a person and period. */
export function allRows({ panel }: Pick<StatesResult, 'panel'>): Omit<Method, 'text'> {
  return { sampleSize: panel.rowCount, populationSize: panel.rowCount, exact: true };
}

/** All persons of the panel, or the sample of them that was drawn. */
export function allPersons({ panel }: Pick<StatesResult, 'panel'>): Omit<Method, 'text'> {
  const { sample, personCount } = panel;
  return {
    sampleSize: personCount,
    populationSize: sample === null ? personCount : Math.max(sample.of, personCount),
    exact: sample === null,
  };
}
