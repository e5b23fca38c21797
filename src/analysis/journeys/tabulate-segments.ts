// The table of segments: share, events of every kind, days, tenure and outcome, each with its interval.
import { noSegment, requireLabel, type Labels } from '../agreement/cross-table.ts';
import { AnalysisError } from '../analysis-error.ts';
import { repeatInterval } from '../statistics/repeat-interval.ts';
import { requireCount, requireFinite, requireSameLength } from '../statistics/require-values.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type {
  JourneyFacts,
  JourneyOutcomes,
  MeanInterval,
  SegmentRow,
  SegmentTable,
} from './journey-types.ts';

/** Below this share of the people a segment is too small to be a finding. */
export const leastSegmentShare = 0.01;

/** The row of everybody. */
export const everybodySegment = -2;

/**
 * Means carry the 95 % interval of Student's t, shares that of Wilson: people count as a sample of all
 * who could have come. Where a quantity cannot be negative, neither is its interval.
 *
 * @param labels 0 to segmentCount - 1 a person, -1 for people without a segment
 * @param outcomes null where no outcome is known
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label`
 */
export function tabulateSegments(
  labels: Labels,
  segmentCount: number,
  kindNames: readonly string[],
  facts: JourneyFacts,
  outcomes: JourneyOutcomes | null,
): SegmentTable {
  requireCount(labels.length, 1, 'Table of segments');
  requireSameLength(labels, facts.length, 'Table of segments');
  if (outcomes) requireOutcomes(labels, outcomes);
  const context = { total: labels.length, kindCount: kindNames.length, facts, outcomes };
  const rowOf = (segment: number, people: Uint32Array) => tabulate(segment, people, context);
  const members = peopleBySegment(labels, segmentCount);
  const noise = members[segmentCount]!;
  return {
    kindNames,
    outcomeName: outcomes?.name ?? null,
    segments: members.slice(0, segmentCount).map((people, segment) => rowOf(segment, people)),
    noise: noise.length > 0 ? rowOf(noSegment, noise) : null,
    everybody: rowOf(
      everybodySegment,
      Uint32Array.from({ length: labels.length }, (_, person) => person),
    ),
  };
}

/**
 * The people of every segment, ascending, and behind the last segment those of none.
 *
 * @throws AnalysisError `input.unknown-label`
 */
export function peopleBySegment(labels: Labels, segmentCount: number): Uint32Array[] {
  const sizes = new Uint32Array(segmentCount + 1);
  const placeOf = (person: number) => {
    const label = requireLabel(labels[person]!, segmentCount, person);
    return label === noSegment ? segmentCount : label;
  };
  for (let person = 0; person < labels.length; person++) sizes[placeOf(person)]!++;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let person = 0; person < labels.length; person++) {
    const place = placeOf(person);
    members[place]![sizes[place]!++] = person;
  }
  return members;
}

function tabulate(
  segment: number,
  people: Uint32Array,
  {
    total,
    kindCount,
    facts,
    outcomes,
  }: {
    total: number;
    kindCount: number;
    facts: JourneyFacts;
    outcomes: JourneyOutcomes | null;
  },
): SegmentRow {
  const size = people.length;
  const column = (values: Float64Array) => Float64Array.from(people, (person) => values[person]!);
  const happened = outcomes
    ? people.reduce((sum, person) => sum + outcomes.happened[person]!, 0)
    : 0;
  return {
    segment,
    size,
    share: wilsonInterval(size, total),
    tooSmall: segment >= 0 && size < leastSegmentShare * total,
    kinds:
      size === 0
        ? []
        : Array.from({ length: kindCount }, (_, kind) =>
            meanInterval(
              Float64Array.from(people, (person) => facts.kindCounts[person * kindCount + kind]!),
              0,
            ),
          ),
    length: size === 0 ? null : meanInterval(column(facts.length), 0),
    firstDay: size === 0 ? null : meanInterval(column(facts.firstDay)),
    lastDay: size === 0 ? null : meanInterval(column(facts.lastDay)),
    tenure: size === 0 ? null : meanInterval(column(facts.tenure), 0),
    outcome: outcomes && size > 0 ? wilsonInterval(happened, size) : null,
  };
}

/** The mean with its 95 % interval by Student's t, cut at the least possible value. */
export function meanInterval(values: Float64Array, least = -Infinity): MeanInterval {
  const { count, mean, deviation, low, high } = repeatInterval(values);
  return count === 1
    ? { count, mean, deviation, low: null, high: null }
    : { count, mean, deviation, low: Math.max(least, low), high };
}

/** @throws AnalysisError `input.length-mismatch`, `input.not-finite`, `parameter.out-of-range` */
export function requireOutcomes(people: ArrayLike<unknown>, { happened, days }: JourneyOutcomes) {
  for (const values of [happened, days]) {
    if (values.length !== people.length) {
      throw new AnalysisError(
        'input.length-mismatch',
        `Outcomes: ${values.length} values for ${people.length} people.`,
        'Give every person an outcome and the days followed.',
      );
    }
  }
  requireFinite(days, 'Days to the outcome', 'days');
  for (let person = 0; person < days.length; person++) {
    if (days[person]! >= 0 && happened[person]! <= 1) continue;
    throw new AnalysisError(
      'parameter.out-of-range',
      `Outcome of person ${person}: ${happened[person]} after ${days[person]} days.`,
      'An outcome is 0 or 1 and cannot lie before the start of following.',
      { row: person },
    );
  }
}
