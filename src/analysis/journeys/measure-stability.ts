// Whether segments come back when the encoder is trained from another seed.
import { adjustedRandIndex } from '../agreement/adjusted-rand-index.ts';
import { crossTable, noSegment, type Labels } from '../agreement/cross-table.ts';
import { requireCount } from '../statistics/require-values.ts';
import { share, type Sentence } from '../words/sentence.ts';

export interface SeedClustering {
  readonly seed: number;
  /** 0 to segmentCount - 1 a person, -1 for noise. */
  readonly labels: Labels;
  readonly segmentCount: number;
}

export interface SegmentStability {
  readonly seeds: readonly number[];
  /** Seeds x seeds, row-major, 1 on the diagonal. */
  readonly agreements: readonly number[];
  /** Over all pairs of seeds. */
  readonly mean: number;
  readonly least: number;
  readonly greatest: number;
  readonly verdict: 'stable' | 'partly stable' | 'unstable';
  readonly sentence: Sentence;
}

/** From here on two clusterings are called the same in substance, and related. */
const stableFrom = 0.8;
const partlyFrom = 0.5;

/**
 * The adjusted Rand index of every pair of clusterings. People of no segment count as a group of
 * their own: leaving them out would make a clustering look stable that hardly places anybody.
 *
 * @throws AnalysisError `input.too-few-rows` for fewer than two clusterings, `input.length-mismatch`
 */
export function measureStability(clusterings: readonly SeedClustering[]): SegmentStability {
  requireCount(clusterings.length, 2, 'Stability over seeds');
  const groups = clusterings.map(({ labels, segmentCount }) =>
    Int32Array.from(labels, (label) => (label === noSegment ? segmentCount : label)),
  );
  const count = clusterings.length;
  const agreements = new Array<number>(count * count).fill(1);
  const pairs: number[] = [];
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const sizes = [clusterings[a]!.segmentCount + 1, clusterings[b]!.segmentCount + 1] as const;
      const agreement = adjustedRandIndex(crossTable(groups[a]!, groups[b]!, ...sizes));
      agreements[a * count + b] = agreement;
      agreements[b * count + a] = agreement;
      pairs.push(agreement);
    }
  }
  const mean = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
  const verdict = mean >= stableFrom ? 'stable' : mean >= partlyFrom ? 'partly stable' : 'unstable';
  return {
    seeds: clusterings.map(({ seed }) => seed),
    agreements,
    mean,
    least: Math.min(...pairs),
    greatest: Math.max(...pairs),
    verdict,
    sentence: sentenceOf(verdict, count, mean),
  };
}

const conclusions = {
  stable: 'The segments come back.',
  'partly stable': 'The segments come back in part: take their edges as a matter of chance.',
  unstable: 'The segments do not come back: do not take them as a finding.',
} as const;

function sentenceOf(verdict: SegmentStability['verdict'], count: number, mean: number): Sentence {
  return {
    template: `Encoders trained from {seeds} seeds agree on the segments by {agreement} beyond chance (adjusted Rand index). ${conclusions[verdict]}`,
    values: {
      seeds: { kind: 'count', value: count },
      agreement: share(Math.max(0, mean)),
    },
    segment: null,
  };
}
