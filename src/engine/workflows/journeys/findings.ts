// The finding of a run in a sentence, and what has to be said with it.
import type { RecurrentFit } from '#analysis/recurrent/recurrent-types';
import { PersonaeError } from '#shared/errors';
import type { JourneysResult, JourneysSegment } from '#shared/results/journeys-result';

const inPercent = (share: number): string =>
  share > 0 && share < 0.001 ? 'under 0.1 %' : `${Number((100 * share).toFixed(1))} %`;

export function headlineOf(
  personCount: number,
  clusterCount: number,
  noiseShare: number,
  segments: readonly JourneysSegment[],
): string {
  const people = `${personCount.toLocaleString('en-US')} people`;
  const without = noiseShare > 0 ? `; ${inPercent(noiseShare)} are like no others` : '';
  if (clusterCount === 0) return `No shared experience was found among ${people}.`;
  if (clusterCount === 1)
    return `One shared experience among ${people}: nearly everybody's journey is alike${without}.`;
  const largest = segments[0];
  const name = largest ? `, the largest "${largest.suggestedName}"` : '';
  return `${clusterCount} shared experiences among ${people}${name}${without}.`;
}

export function warningsOf(
  encoder: JourneysResult['encoder'],
  clustering: JourneysResult['clustering'],
  confounders: JourneysResult['confounders'],
  segments: readonly JourneysSegment[],
  fit: RecurrentFit | null,
): string[] {
  const small = segments.filter(({ tooSmall }) => tooSmall).length;
  const warnings: (string | false)[] = [
    (encoder.verdict === 'no-signal' || encoder.verdict === 'no-better-than-counting') &&
      encoder.sentence,
    confounders?.verdict === 'mostly' && confounders.sentence,
    clustering.noiseShare > 0.5 &&
      `${inPercent(clustering.noiseShare)} of the people are in no segment: the segments speak of a minority.`,
    small > 0 &&
      `${small === 1 ? 'One segment holds' : `${small} segments hold`} under 1 % of the people each, which is too small to be a finding.`,
    clustering.deadUnitCount > 0 &&
      `${clustering.deadUnitCount} units of the encoding are the same for everybody and were left out.`,
    fit?.warnings.includes('epochs-exhausted') === true &&
      'The loss still fell at the last epoch: more epochs might tell people apart better.',
    fit?.warnings.includes('no-improvement') === true &&
      'Training improved nothing over the start: the encodings are those of a network that learnt nothing.',
  ];
  return warnings.filter((warning) => warning !== false);
}

export function tooManyClusters(count: number): PersonaeError {
  return new PersonaeError({
    code: 'model.failed',
    message: `${count} segments were found, more than anybody can look at.`,
    hint: 'Choose a larger eps, or ask for more neighbours.',
  });
}
