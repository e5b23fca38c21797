// Segments as they are shown: the article's table, names, typical journeys, transitions, survival.
import type { Points } from '#analysis/density/points';
import { describeNoise, describeSegments } from '#analysis/journeys/describe-segments';
import { eventTransitions } from '#analysis/journeys/event-transitions';
import { defaultMedoidParams, findMedoids } from '#analysis/journeys/find-medoids';
import type {
  JourneyFacts,
  JourneyOutcomes,
  Journeys,
  MeanInterval,
  SegmentRow,
  SegmentTable,
} from '#analysis/journeys/journey-types';
import { lengthHistogram } from '#analysis/journeys/length-histogram';
import { nameSegments } from '#analysis/journeys/name-segments';
import { stateDistributions } from '#analysis/journeys/state-distribution';
import { survivalCurves, type SurvivalCurve } from '#analysis/journeys/survival-curve';
import { tabulateSegments } from '#analysis/journeys/tabulate-segments';
import { renderSentence } from '#analysis/words/sentence';
import type { BoundName } from '#shared/recipe/event-settings';
import type { JourneyRow, JourneysSegment } from '#shared/results/journeys-result';
import { identifySegments } from '../identify-segments.ts';
import { thinned } from './thin.ts';

export interface DescribedJourneys {
  readonly segments: JourneysSegment[];
  readonly everybody: JourneyRow;
  readonly transitionsOfAll: number[];
}

export interface JourneyFindings {
  readonly persons: readonly string[];
  readonly journeys: Journeys;
  readonly facts: JourneyFacts;
  readonly outcomes: JourneyOutcomes | null;
  readonly points: Points;
  readonly labels: Int32Array;
  readonly clusterCount: number;
  readonly names: readonly BoundName[];
  readonly seed: number;
}

/** Steps of the state distribution that are shown. */
const greatestStepCount = 40;
const curvePointCount = 150;
/** Index in the palette for persons without a segment. */
const noiseColour = 12;

export function* describeJourneys(found: JourneyFindings): Generator<unknown, DescribedJourneys> {
  const { journeys, labels, clusterCount, facts, outcomes } = found;
  const table = tabulateSegments(labels, clusterCount, journeys.kindNames, facts, outcomes);
  // Persons without a segment are shown as one more group.
  const hasNoise = table.noise !== null;
  const groupCount = clusterCount + (hasNoise ? 1 : 0);
  const groups = labels.map((label) => (label < 0 ? clusterCount : label));
  const rows = [...table.segments, ...(table.noise ? [table.noise] : [])];
  const longest = facts.length.reduce((most, length) => Math.max(most, length), 1);
  const stepCount = Math.min(greatestStepCount, longest);
  const medoids = yield* findMedoids(found.points, groups, groupCount, {
    ...defaultMedoidParams,
    seed: found.seed,
  });
  const transitions = eventTransitions(journeys, groups, groupCount);
  const steps = stateDistributions(journeys, groups, groupCount, stepCount);
  const lengths = lengthHistogram(facts.length, groups, groupCount);
  const curves = outcomes ? survivalCurves(groups, groupCount, outcomes) : [];
  const names = nameSegments(table);
  const sentences = describeSegments(table, names);
  const centres = table.segments.map((row) => centreOf(row, table));
  const identities = identifySegments(centres, found.names);
  const segments = rows.map((row, index): JourneysSegment => {
    const isNoise = index === clusterCount;
    const identity = isNoise ? noiseColour : identities[index]!.identity;
    const noise = describeNoise(table);
    return {
      id: isNoise ? 'noise' : `segment-${identity}`,
      identity,
      index,
      colour: isNoise ? noiseColour : identity % noiseColour,
      suggestedName: isNoise ? 'Like no others' : names[index]!,
      givenName: isNoise ? null : identities[index]!.givenName,
      description: isNoise
        ? noise
          ? renderSentence(noise)
          : ''
        : sentences[index]!.map(renderSentence).join(' '),
      personCount: row.size,
      personShare: row.share.share,
      byRule: isNoise,
      centroidZ: isNoise ? [] : centres[index]!,
      row: journeyRow(row),
      tooSmall: row.tooSmall,
      lengths: {
        edges: Array.from(lengths.edges),
        personCount: Array.from(lengths.counts[index]!),
      },
      typical: Array.from(medoids[index]?.people ?? [], (person) => ({
        person: found.persons[person] ?? '',
        ...stepsOf(journeys, person),
      })),
      transitions: Array.from(transitions[index]!.shares),
      stateDistribution: sharesOfSteps(steps[index]!, stepCount, journeys.kindNames.length),
      survival: outcomes && survivalOf(curves[index] ?? null, index, groups, outcomes),
    };
  });
  return {
    segments,
    everybody: journeyRow(table.everybody),
    transitionsOfAll: Array.from(
      eventTransitions(journeys, new Int32Array(labels.length), 1)[0]!.shares,
    ),
  };
}

/** The kinds and days of one journey. */
export function stepsOf(
  { starts, kinds, days }: Journeys,
  person: number,
): { kinds: number[]; days: number[] } {
  const start = starts[person]!;
  const end = starts[person + 1]!;
  const events = Array.from({ length: end - start }, (_, i) => start + i);
  return { kinds: events.map((at) => kinds[at]!), days: events.map((at) => days[at]!) };
}

/** What a name is bound to: how far the means of a segment lie from everybody's. */
function centreOf(row: SegmentRow, { everybody }: SegmentTable): number[] {
  const pairs = [...row.kinds.map((own, kind) => [own, everybody.kinds[kind]] as const)];
  return [...pairs, [row.length, everybody.length] as const].map(([own, all]) =>
    own && all && all.deviation > 0 ? (own.mean - all.mean) / all.deviation : 0,
  );
}

function journeyRow(row: SegmentRow): JourneyRow {
  const { size, share, outcome } = row;
  return {
    personCount: size,
    share: { share: share.share, low: share.low, high: share.high },
    kinds: row.kinds.map(meanOf),
    length: row.length && meanOf(row.length),
    firstDay: row.firstDay && meanOf(row.firstDay),
    lastDay: row.lastDay && meanOf(row.lastDay),
    tenure: row.tenure && meanOf(row.tenure),
    outcome: outcome && { share: outcome.share, low: outcome.low, high: outcome.high },
  };
}

function meanOf({ mean, low, high }: MeanInterval): JourneyRow['kinds'][number] {
  return { mean, low, high };
}

function sharesOfSteps(
  { counts, people, personCount }: ReturnType<typeof stateDistributions>[number],
  stepCount: number,
  kindCount: number,
): number[] {
  const shares: number[] = [];
  for (let step = 0; step < stepCount; step++) {
    for (let kind = 0; kind < kindCount; kind++)
      shares.push(counts[step * kindCount + kind]! / Math.max(1, personCount));
    shares.push(1 - people[step]! / Math.max(1, personCount));
  }
  return shares;
}

function survivalOf(
  curve: SurvivalCurve | null,
  group: number,
  groups: Int32Array,
  outcomes: JourneyOutcomes,
): JourneysSegment['survival'] {
  if (!curve) return null;
  const places = thinned(curve.days.length, curvePointCount);
  const at = (values: ArrayLike<number>) => places.map((place) => values[place]!);
  return {
    days: [0, ...at(curve.days), curve.lastDay],
    share: [1, ...at(curve.shares), curve.shares.at(-1) ?? 1],
    low: [1, ...at(curve.low), curve.low.at(-1) ?? 1],
    high: [1, ...at(curve.high), curve.high.at(-1) ?? 1],
    atRisk: [curve.personCount, ...at(curve.atRisk), 0],
    risk: riskTable(group, groups, outcomes),
  };
}

/** Steps that calendars have. */
const daySteps = [1, 2, 5, 7, 14, 30, 60, 91, 182, 365];
const greatestRiskCount = 7;

function riskTable(
  group: number,
  groups: Int32Array,
  { days }: JourneyOutcomes,
): NonNullable<JourneysSegment['survival']>['risk'] {
  const last = days.reduce((most, day) => Math.max(most, day), 0);
  const step = daySteps.find((each) => last / each < greatestRiskCount) ?? last / greatestRiskCount;
  const shown = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
  const atRisk = shown.map((day) =>
    days.reduce(
      (count, own, person) => count + (groups[person] === group && own >= day ? 1 : 0),
      0,
    ),
  );
  return { days: shown, atRisk };
}
