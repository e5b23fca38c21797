// What the pictures of workflow States share: how a state looks, and numbers of features in words.
import type { StatesFeature, StatesResult, StatesSegment } from '#shared/results/states-result';
import type { Method } from '../figure.ts';
import { numberText, quantityText, shareText } from '../number-text.ts';
import type { SegmentLook } from '../segment-look.ts';

export type StateLook = SegmentLook<StatesSegment>;

type Measured = Pick<StatesFeature, 'isShare' | 'unit'> & {
  summary: Pick<StatesFeature['summary'], 'standardDeviation'>;
};

/** Digits that are far below the spread of a feature say nothing: 0 and not 0.0000002. */
function withoutNoise(value: number, { summary: { standardDeviation } }: Measured): number {
  if (!standardDeviation) return value;
  const step = 10 ** (Math.floor(Math.log10(standardDeviation)) - 2);
  // Adding 0 makes the 0 of a small negative number a 0 without a sign.
  return Math.round(value / step) * step + 0;
}

/** "0.02", "35 %": without the unit, where the heading says it; empty for what is not known. */
export function bareText(value: number | null, feature: Measured): string {
  if (value === null) return '';
  return feature.isShare ? shareText(value) : numberText(withoutNoise(value, feature));
}

/** "4.2 events", "35 %". */
export function featureText(value: number | null, feature: Measured): string {
  const text = bareText(value, feature);
  const { one, many } = feature.unit;
  if (text === '' || feature.isShare || one === '') return text;
  return `${text} ${text === '1' ? one : many}`;
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
