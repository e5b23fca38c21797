// Where everybody belongs: the known class, or the likeliest one with its probability and margin.
import { greatestClass } from '#analysis/supervised/metrics/greatest-class';
import type { ExplainResult } from '#shared/results/explain-result';
import { countText } from '../../count-text.ts';

/** Below this difference of the two likeliest classes a person is doubtful. */
const doubtfulBelow = 0.2;
const listed = 200;

/** The known class of the labelled, the likeliest of the others. */
export function segmentsOf(
  target: Int32Array,
  probabilities: Float64Array,
  classCount: number,
): Uint8Array {
  return Uint8Array.from(target, (label, row) =>
    label >= 0 ? label : greatestClass(probabilities, row, classCount),
  );
}

/** Difference of the two greatest probabilities of a row, and the second class. */
export function secondOf(
  probabilities: Float64Array,
  row: number,
  classCount: number,
): { readonly margin: number; readonly second: number } {
  const start = row * classCount;
  const best = greatestClass(probabilities, row, classCount);
  let second = best === 0 ? 1 : 0;
  for (let k = 0; k < classCount; k++) {
    if (k !== best && probabilities[start + k]! > probabilities[start + second]!) second = k;
  }
  return { margin: probabilities[start + best]! - probabilities[start + second]!, second };
}

export function describeAssignment(
  persons: readonly string[],
  target: Int32Array,
  probabilities: Float64Array,
  classNames: readonly string[],
): ExplainResult['assignment'] {
  const classCount = classNames.length;
  const counts = classNames.map(() => 0);
  const histogram = new Array<number>(10).fill(0);
  const doubtful: (ExplainResult['assignment']['doubtful'][number] & { margin: number })[] = [];
  let total = 0;
  let margins = 0;
  let unlabelled = 0;
  target.forEach((label, row) => {
    if (label >= 0) return;
    const segment = greatestClass(probabilities, row, classCount);
    const probability = probabilities[row * classCount + segment]!;
    const { margin, second } = secondOf(probabilities, row, classCount);
    const secondProbability = probabilities[row * classCount + second]!;
    unlabelled++;
    counts[segment]! += 1;
    histogram[Math.min(9, Math.floor(10 * probability))]! += 1;
    total += probability;
    margins += margin;
    if (margin >= doubtfulBelow) return;
    const person = persons[row] ?? '';
    doubtful.push({ person, segment, probability, second, secondProbability, margin });
  });
  doubtful.sort((a, b) => a.margin - b.margin || (a.person < b.person ? -1 : 1));
  return {
    unlabelledCount: unlabelled,
    counts,
    meanProbability: unlabelled > 0 ? total / unlabelled : null,
    meanMargin: unlabelled > 0 ? margins / unlabelled : null,
    doubtfulBelow,
    doubtfulCount: doubtful.length,
    doubtful: doubtful
      .slice(0, listed)
      .map(({ person, segment, probability, second, secondProbability }) => ({
        person,
        segment,
        probability,
        second,
        secondProbability,
      })),
    histogram,
    sentence:
      unlabelled === 0
        ? 'Everybody has a label: nobody had to be assigned.'
        : `${countText(unlabelled)} people without a label were assigned, with a mean probability of ${((100 * total) / unlabelled).toFixed(0)} %; ${countText(doubtful.length)} of them are doubtful, their two likeliest segments being closer than ${100 * doubtfulBelow} points.`,
  };
}
