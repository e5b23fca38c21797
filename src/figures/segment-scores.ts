// The centres of segments: in standard deviations from the average person, and in own units.
import type { RfeResult, Segment } from '#shared/results/rfe-result';
import { measureText } from './axis.ts';
import type { Measure } from './axis.ts';
import { measureList, usedFeatures } from './feature-measures.ts';
import type { NumbersTable } from './figure.ts';
import { quantityText } from './number-text.ts';
import type { SegmentLook } from './segment-look.ts';

/** A feature that took part in the clustering. */
export interface ScoredFeature extends Measure {
  /** Place in the numbers of a segment: recency 0, frequency 1, engagement 2. */
  place: number;
}

/** A segment with its centre; groups made by rule may have none. */
export interface ScoredSegment {
  look: SegmentLook;
  /** One number for each scored feature. */
  scores: number[];
}

export function scoredFeatures(result: Pick<RfeResult, 'features'>): ScoredFeature[] {
  const measures = measureList(result);
  return usedFeatures(result).map((place) => {
    const { label, unit } = measures[place] ?? { label: '', unit: '' };
    return { place, label, unit };
  });
}

export function scoredSegments(
  result: Pick<RfeResult, 'features'>,
  looks: readonly SegmentLook[],
): ScoredSegment[] {
  const { length } = usedFeatures(result);
  return looks.flatMap((look) =>
    look.segment.centroidZ.length === length ? [{ look, scores: look.segment.centroidZ }] : [],
  );
}

/** "4.2 days": the centre of a segment in own units. */
export function centreText(segment: Segment, { place, unit }: ScoredFeature): string {
  return quantityText(segment.centroid[place] ?? 0, unit);
}

/** Says which segments a picture of centres leaves out. */
export function withoutCentreText(
  scored: readonly ScoredSegment[],
  looks: readonly SegmentLook[],
): string {
  const left = looks.filter((look) => !scored.some((each) => each.look === look));
  if (left.length === 0) return '';
  return ` Left out, as made by a rule and without a centre: ${left.map(({ name }) => name).join(', ')}.`;
}

export const scoreFormula = 'z = (transformed value − mean) / standard deviation';

/** Centres of all segments, own units first, the standardised value second. */
export function scoreTable(
  features: readonly ScoredFeature[],
  looks: readonly SegmentLook[],
): NumbersTable {
  return {
    columns: [
      { label: 'Segment', kind: 'text' },
      ...features.flatMap((feature) => [
        { label: measureText(feature), kind: 'number' as const },
        { label: `${feature.label}, z`, kind: 'number' as const },
      ]),
    ],
    rows: looks.map(({ name, segment }) => [
      name,
      ...features.flatMap(({ place }, i) => [
        segment.centroid[place] ?? null,
        segment.centroidZ[i] ?? null,
      ]),
    ]),
  };
}
