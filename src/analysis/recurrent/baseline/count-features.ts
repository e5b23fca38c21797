// What can be counted about a sequence: the features of the baseline that a network has to beat.
import type { FeatureColumn, FeatureTable } from '../../supervised/feature-table.ts';
import { requireKinds, requireSequences } from '../check-input.ts';
import type { SequenceBatch } from '../recurrent-types.ts';
import { lengthOf } from '../sequence-tiles.ts';

export interface CountedSequences {
  readonly batch: SequenceBatch;
  /** Names of the one-hot inputs, which come first in every step. */
  readonly kindNames: readonly string[];
  /** Days from the first event to the cutoff, for each sequence. */
  readonly tenureDays?: Float64Array;
  /** Days from the last event to the cutoff. */
  readonly lastGapDays?: Float64Array;
  /** Sequences that decide which pairs of kinds are frequent enough to be counted. */
  readonly training: Uint32Array;
}

/** Pairs of kinds that are counted at most. */
export const defaultPairLimit = 100;

/**
 * log(1 + .) of: events of each kind, the most frequent pairs of kinds that follow each other,
 * events in all, days of tenure, days since the last event.
 *
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `input.unknown-label` (a step without exactly one kind), `parameter.out-of-range`
 */
export function countFeatures(
  sequences: CountedSequences,
  pairLimit: number = defaultPairLimit,
): FeatureTable {
  const { batch, kindNames } = sequences;
  requireSequences(batch);
  requireKinds(batch, kindNames.length);
  const kinds = kindsOfSteps(batch, kindNames.length);
  const rowCount = batch.sequenceCount;
  const columns: FeatureColumn[] = kindNames.map((name, kind) => {
    const counts = new Float64Array(rowCount);
    forEachStep(batch, (sequence, step) => {
      if (kinds[step] === kind) counts[sequence]!++;
    });
    return column(name, counts);
  });
  columns.push(...pairColumns(sequences, kinds, pairLimit));
  const lengths = Float64Array.from({ length: rowCount }, (_, i) => lengthOf(batch, i));
  columns.push(column('events', lengths));
  if (sequences.tenureDays) columns.push(column('days of tenure', sequences.tenureDays));
  if (sequences.lastGapDays) {
    columns.push(column('days since the last event', sequences.lastGapDays));
  }
  return { rowCount, columns };
}

function column(name: string, values: Float64Array): FeatureColumn {
  const logged = values.map((value) => Math.log1p(Math.max(0, value)));
  return { name, kind: 'continuous', values: logged, levels: [] };
}

function kindsOfSteps({ inputs, inputSize }: SequenceBatch, kindCount: number): Uint32Array {
  const kinds = new Uint32Array(inputs.length / inputSize);
  for (let step = 0; step < kinds.length; step++) {
    const first = step * inputSize;
    kinds[step] = Math.max(0, inputs.subarray(first, first + kindCount).indexOf(1));
  }
  return kinds;
}

function forEachStep(batch: SequenceBatch, visit: (sequence: number, step: number) => void): void {
  for (let sequence = 0; sequence < batch.sequenceCount; sequence++) {
    const end = batch.starts[sequence + 1]!;
    for (let step = batch.starts[sequence]!; step < end; step++) visit(sequence, step);
  }
}

/** The pairs that most training sequences have, each with how often it occurs. */
function pairColumns(
  { batch, kindNames, training }: CountedSequences,
  kinds: Uint32Array,
  pairLimit: number,
): FeatureColumn[] {
  const kindCount = kindNames.length;
  if (kindCount < 2) return [];
  const pairAt = (step: number) => kinds[step - 1]! * kindCount + kinds[step]!;
  const havingIt = new Uint32Array(kindCount * kindCount);
  for (const sequence of training) {
    const pairs = new Set<number>();
    const end = batch.starts[sequence + 1]!;
    for (let step = batch.starts[sequence]! + 1; step < end; step++) pairs.add(pairAt(step));
    for (const pair of pairs) havingIt[pair]!++;
  }
  const frequent = Array.from(havingIt.keys())
    .filter((pair) => havingIt[pair]! > 0)
    .sort((a, b) => havingIt[b]! - havingIt[a]! || a - b)
    .slice(0, pairLimit);
  const placeOf = new Int32Array(havingIt.length).fill(-1);
  frequent.forEach((pair, place) => (placeOf[pair] = place));
  const counts = frequent.map(() => new Float64Array(batch.sequenceCount));
  forEachStep(batch, (sequence, step) => {
    if (step === batch.starts[sequence]) return;
    const place = placeOf[pairAt(step)]!;
    if (place >= 0) counts[place]![sequence]!++;
  });
  return frequent.map((pair, place) => {
    const [first, second] = [Math.floor(pair / kindCount), pair % kindCount];
    return column(`${kindNames[first]!} then ${kindNames[second]!}`, counts[place]!);
  });
}
