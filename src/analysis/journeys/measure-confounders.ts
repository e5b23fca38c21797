// Whether the segments are more than how long people's journeys are and how long they have been here.
import { adjustedRandIndex } from '../agreement/adjusted-rand-index.ts';
import { crossTable, noSegment, type Labels } from '../agreement/cross-table.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { share, type Sentence } from '../words/sentence.ts';
import { quantileOfSorted, sortedCopy } from '../statistics/quantile.ts';
import { repeatInterval, type RepeatInterval } from '../statistics/repeat-interval.ts';
import { requireCount, requireSameLength } from '../statistics/require-values.ts';
import type { JourneyFacts } from './journey-types.ts';

export interface ConfounderReport {
  /** People with a segment: the others take no part. */
  readonly personCount: number;
  /** Share put into their own segment by length and tenure alone, over ten held-out tenths. */
  readonly accuracy: RepeatInterval;
  /** Share of the largest segment: what naming it for everybody would reach. */
  readonly majority: number;
  /** (accuracy - majority) / (1 - majority), at least 0: the part of the segments they reproduce. */
  readonly skill: number;
  /** Adjusted Rand index of the segments and as many equal groups by length, and by tenure. */
  readonly lengthAgreement: number;
  readonly tenureAgreement: number;
  readonly verdict: 'hardly' | 'in part' | 'mostly';
  readonly sentence: Sentence;
}

const foldCount = 10;
/** Equal groups by length and by tenure that are crossed to a grid. */
const gridSize = 10;

/** From here on length and tenure reproduce the segments in part, and mostly. */
const partFrom = 0.25;
const mostlyFrom = 0.75;

/**
 * A person is put into the segment that is most frequent in the cell of a 10 x 10 grid (tenths of
 * length by tenths of tenure) among the other nine tenths of the people, or, in an empty cell, into
 * the most frequent of the tenth of length.
 *
 * @throws AnalysisError `input.too-few-rows` with fewer than 20 people in segments,
 *   `input.length-mismatch`, `input.unknown-label`
 */
export function measureConfounders(
  labels: Labels,
  segmentCount: number,
  { length, tenure }: Pick<JourneyFacts, 'length' | 'tenure'>,
  seed: number,
): ConfounderReport {
  requireSameLength(labels, length, 'Length and tenure');
  const people = Uint32Array.from(labels, (_, person) => person).filter(
    (person) => labels[person] !== noSegment,
  );
  requireCount(people.length, 2 * foldCount, 'Length and tenure against segments');
  const pick = (values: ArrayLike<number>) => Float64Array.from(people, (row) => values[row]!);
  const own = pick(labels);
  const [lengths, tenures] = [pick(length), pick(tenure)];
  const cells = [quantileGroups(lengths, gridSize), quantileGroups(tenures, gridSize)] as const;
  const table = crossTable(own, own, segmentCount, segmentCount);
  const majority = Math.max(...table.rowTotals) / people.length;
  const accuracy = repeatInterval(heldOutAccuracies(own, cells, segmentCount, seed));
  const skill = majority === 1 ? 0 : Math.max(0, (accuracy.mean - majority) / (1 - majority));
  const verdict = skill >= mostlyFrom ? 'mostly' : skill >= partFrom ? 'in part' : 'hardly';
  const agreement = (values: Float64Array) =>
    adjustedRandIndex(
      crossTable(own, quantileGroups(values, segmentCount), segmentCount, segmentCount),
    );
  return {
    personCount: people.length,
    accuracy,
    majority,
    skill,
    lengthAgreement: agreement(lengths),
    tenureAgreement: agreement(tenures),
    verdict,
    sentence: sentenceOf(verdict, accuracy.mean, majority),
  };
}

/** Groups of about equal size by value; equal values always share a group, so some may be empty. */
export function quantileGroups(values: Float64Array, groupCount: number): Int32Array {
  const sorted = sortedCopy(values);
  const edges = Array.from({ length: groupCount - 1 }, (_, i) =>
    quantileOfSorted(sorted, (i + 1) / groupCount),
  );
  return Int32Array.from(values, (value) => {
    let group = 0;
    while (group < edges.length && value > edges[group]!) group++;
    return group;
  });
}

function heldOutAccuracies(
  own: Float64Array,
  [rows, columns]: readonly [Int32Array, Int32Array],
  segmentCount: number,
  seed: number,
): Float64Array {
  const folds = foldsOf(own.length, seed);
  const all = countsOf(own, rows, columns, segmentCount, () => true);
  return Float64Array.from({ length: foldCount }, (_, fold) => {
    const held = countsOf(own, rows, columns, segmentCount, (person) => folds[person] === fold);
    const train = (key: string, segment: number) =>
      (all.get(key)?.[segment] ?? 0) - (held.get(key)?.[segment] ?? 0);
    const guesses = new Map<string, number>();
    const guess = (key: string): number => {
      const known = guesses.get(key);
      if (known !== undefined) return known;
      let best = -1;
      let most = 0;
      for (let segment = 0; segment < segmentCount; segment++) {
        if (train(key, segment) <= most) continue;
        most = train(key, segment);
        best = segment;
      }
      guesses.set(key, best);
      return best;
    };
    let right = 0;
    let total = 0;
    for (let person = 0; person < own.length; person++) {
      if (folds[person] !== fold) continue;
      const inCell = guess(`${rows[person]} ${columns[person]}`);
      total++;
      if ((inCell === -1 ? guess(`${rows[person]}`) : inCell) === own[person]) right++;
    }
    return right / total;
  });
}

/** People by segment in every cell of the grid and in every row of it. */
function countsOf(
  own: Float64Array,
  rows: Int32Array,
  columns: Int32Array,
  segmentCount: number,
  counts: (person: number) => boolean,
): Map<string, Uint32Array> {
  const found = new Map<string, Uint32Array>();
  for (let person = 0; person < own.length; person++) {
    if (!counts(person)) continue;
    for (const key of [`${rows[person]} ${columns[person]}`, `${rows[person]}`]) {
      const cell = found.get(key) ?? new Uint32Array(segmentCount);
      cell[own[person]!]!++;
      found.set(key, cell);
    }
  }
  return found;
}

function foldsOf(count: number, seed: number): Uint8Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  createRandom(deriveSeed(seed, 'confounders')).shuffle(order);
  const folds = new Uint8Array(count);
  order.forEach((person, place) => (folds[person] = place % foldCount));
  return folds;
}

const conclusions = {
  hardly: 'The segments tell more than length and tenure do.',
  'in part': 'Length and tenure explain part of the segments: compare people of like length.',
  mostly: 'The segments are little more than length and tenure.',
} as const;

function sentenceOf(
  verdict: ConfounderReport['verdict'],
  accuracy: number,
  majority: number,
): Sentence {
  return {
    template: `The length of journeys and tenure alone put {accuracy} of the people into their segment, where always naming the largest would put {majority}. ${conclusions[verdict]}`,
    values: { accuracy: share(accuracy), majority: share(majority) },
    segment: null,
  };
}
