// What is told of each segment, and the answers to the four questions.
import { answerQuestions } from '#analysis/rfe/answer-questions';
import type { Answer as FoundAnswer } from '#analysis/rfe/answer-types';
import { membersOf, profileSegments } from '#analysis/rfe/profile-segments';
import type {
  FeatureRole,
  SegmentFeature,
  SegmentProfile,
  SegmentProfiles,
  SegmentValue,
} from '#analysis/rfe/rfe-types';
import { measure, renderSentence, share } from '#analysis/words/sentence';
import { suggestNames } from '#analysis/rfe/suggest-names';
import { boxStatistics } from '#analysis/reductions/box-statistics';
import { mean } from '#analysis/statistics/moments';
import { applyTransform } from '#analysis/transform/apply-transform';
import { invertTransform } from '#analysis/transform/invert-transform';
import { featureNames, type Answer, type Segment } from '#shared/results/rfe-result';
import type { RfeAnalysisInput } from './analysis-input.ts';
import type { Clustering } from './clustering.ts';
import { identifySegments } from '../identify-segments.ts';
import type { Placement } from './place-persons.ts';
import type { RfeModel } from './rfe-model.ts';

/** Colours of the palette. */
const colourCount = 13;

export interface DescribedSegments {
  readonly segments: Segment[];
  readonly answers: Answer[];
}

/** @param silhouettes by segment; null where not known */
export function describeSegments(
  input: RfeAnalysisInput,
  clustering: Clustering,
  model: RfeModel,
  placement: Placement,
  silhouettes: readonly (number | null)[],
): DescribedSegments {
  const segmentCount = clustering.segmentCount + (model.zeroFrequencyApart ? 1 : 0);
  const features = segmentFeatures(input, model);
  const value = frequencyValue(input);
  const profiles = profileSegments(placement.segments, segmentCount, features, value);
  const names = namesOf(clustering, profiles);
  const identities = identifySegments(clustering.centresZ, input.choices.names);
  const members = membersOf(placement.segments, segmentCount);
  const engagementTotal = total(input.features[2]);
  const segments = profiles.segments.map((profile, index): Segment => {
    const rows = members[index] ?? new Uint32Array(0);
    const byRule = index >= clustering.segmentCount || clustering.kind === 'quintile-scores';
    const identity = identities[index]?.identity ?? index;
    const centroidZ = clustering.centresZ[index] ?? [];
    const engagement = sumOver(input.features[2], rows);
    return {
      id: `segment-${identity + 1}`,
      identity,
      index,
      colour: identity % colourCount,
      suggestedName: names[index] ?? '',
      givenName: identities[index]?.givenName ?? null,
      description: describe(profile, profiles),
      personCount: profile.size,
      personShare: profile.personShare,
      frequencyShare: profile.valueShare ?? 0,
      engagementShare: engagementTotal > 0 ? engagement / engagementTotal : 0,
      mean: profile.features.map((feature) => feature.mean),
      median: profile.features.map((feature) => feature.median),
      centroid:
        centroidZ.length === 0
          ? profile.features.map((feature) => feature.mean)
          : invertTransform(model.transform, centroidZ),
      centroidZ: [...centroidZ],
      boxes: featureNames.map((name, i) => boxStatistics(pick(input.features[i]!, rows), name)),
      stability: clustering.stability[index] ?? null,
      silhouette: silhouettes[index] ?? null,
      meanMargin: byRule ? null : mean(pick(placement.margins, rows)),
      byRule,
    };
  });
  const found = answerQuestions({
    profiles,
    names: segments.map(({ givenName, suggestedName }) => givenName ?? suggestedName),
    labels: placement.segments,
    features,
    value,
    channels: [],
  });
  return { segments, answers: found.map((answer) => answerOf(answer, segments)) };
}

function segmentFeatures(
  { features, facts, choices }: RfeAnalysisInput,
  model: RfeModel,
): SegmentFeature[] {
  const persons = { rowCount: features[0].length, columns: features };
  const standardised = applyTransform(model.transform, persons);
  const third: FeatureRole =
    choices.features.engagement.measure === 'amount' ? 'monetary' : 'engagement';
  const roles: FeatureRole[] = ['recency', 'frequency', third];
  let used = 0;
  return features.map((values, i) => ({
    name: facts[i]!.label,
    role: roles[i]!,
    unit: unitWords(facts[i]!.unit),
    values,
    zValues: model.transform.columns[i]?.leftOut === null ? standardised.columns[used++]! : null,
  }));
}

function frequencyValue({ features, facts }: RfeAnalysisInput): SegmentValue {
  return { name: facts[1].unit, unit: unitWords(facts[1].unit), values: features[1] };
}

/** Units are written in the plural: "days", "active days"; the name of a currency is not known. */
export function unitWords(unit: string): { one: string; many: string } {
  if (unit === 'currency') return { one: '', many: '' };
  return { one: unit.replace(/s$/, ''), many: unit };
}

function namesOf(clustering: Clustering, profiles: SegmentProfiles): string[] {
  const suggested = suggestNames(profiles);
  const given = clustering.names;
  return suggested.map((name, i) => given?.[i] ?? name);
}

/**
 * "23 % of people and 61 % of clicks; at the median 2 days, 14 clicks, 9 sessions."; what has no unit
 * is named: "amount 1,300".
 */
function describe(profile: SegmentProfile, profiles: SegmentProfiles): string {
  const medians = profile.features
    .map(({ role, name, unit }) =>
      unit.many === '' ? `${name.toLowerCase()} {${role}}` : `{${role}}`,
    )
    .join(', ');
  return renderSentence({
    template: `{share} of people and {valueShare} of ${profiles.value.name}; at the median ${medians}.`,
    values: {
      share: share(profile.personShare),
      valueShare: share(profile.valueShare ?? 0),
      ...Object.fromEntries(
        profile.features.map(({ role, median, unit }) => [role, measure(median, unit)]),
      ),
    },
    segment: profile.index,
  });
}

function answerOf(found: FoundAnswer, segments: readonly Segment[]): Answer {
  const idOf = (index: number): string => segments[index]?.id ?? '';
  return {
    question: found.question,
    title: found.title,
    rule: found.rule,
    segmentIds: found.segments.map(idOf),
    sentences: found.sentences.map(({ template, values, segment }) => ({
      template,
      values: { ...values },
      segmentId: segment === null ? null : idOf(segment),
    })),
  };
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}

function sumOver(values: Float64Array, rows: Uint32Array): number {
  return rows.reduce((sum, row) => sum + values[row]!, 0);
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
