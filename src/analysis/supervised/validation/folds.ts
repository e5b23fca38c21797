// Who is held out when: stratified, grouped by person, or forward in time.
import { AnalysisError } from '../../analysis-error.ts';
import { createRandom, deriveSeed } from '../../random.ts';
import { requireSameLength } from '../../statistics/require-values.ts';
import { classCounts, requireParameters } from '../require-supervised.ts';

/** Row indices, ascending. */
export interface Fold {
  readonly training: Uint32Array;
  readonly test: Uint32Array;
}

export interface FoldPlan {
  readonly kind: 'stratified' | 'grouped' | 'forward';
  readonly folds: readonly Fold[];
  /** Peculiarities that a reader has to know of, in words. */
  readonly notes: readonly string[];
}

export interface FoldOptions {
  readonly foldCount: number;
  readonly seed: number;
  /** Whom each row is about; rows of one person never are in training and test both. */
  readonly groups?: Int32Array | undefined;
  /** When each row was; tests then lie after all of their training. */
  readonly times?: Float64Array | undefined;
}

/**
 * Folds of the rows: forward in time where times are given, else grouped where groups are, else
 * stratified by class.
 *
 * @throws AnalysisError `parameter.out-of-range`, `input.length-mismatch`, `input.unknown-label`,
 *   `input.not-finite` (a time is missing), `fit.not-possible` (too few rows, persons or times)
 */
export function planFolds(target: Int32Array, classCount: number, options: FoldOptions): FoldPlan {
  const { foldCount, groups, times } = options;
  requireParameters([['foldCount', foldCount, 2, 1000, true]]);
  const counts = classCounts(target, classCount);
  if (groups) requireSameLength(groups, target, 'Persons of the rows');
  const notes = [...counts].flatMap((count, label) =>
    count > 0 && count < foldCount
      ? [`Class ${label} has ${count} rows: not every one of ${foldCount} folds tests it.`]
      : [],
  );
  if (times) return forwardFolds(target, times, groups, foldCount, notes);
  const foldOf = groups
    ? groupedFolds(target, classCount, groups, options)
    : stratifiedFolds(target, classCount, options);
  const all = [...target.keys()];
  const folds = Array.from({ length: foldCount }, (_, fold) => ({
    training: Uint32Array.from(all.filter((row) => foldOf[row] !== fold)),
    test: Uint32Array.from(all.filter((row) => foldOf[row] === fold)),
  }));
  requireRows(folds);
  return { kind: groups ? 'grouped' : 'stratified', folds, notes };
}

/** Rows of a class are dealt out in random order; the next class goes on where the last ended. */
function stratifiedFolds(
  target: Int32Array,
  classCount: number,
  { foldCount, seed }: FoldOptions,
): Int32Array {
  const foldOf = new Int32Array(target.length);
  let next = 0;
  for (let label = 0; label < classCount; label++) {
    const rows = Uint32Array.from([...target.keys()].filter((row) => target[row] === label));
    createRandom(deriveSeed(seed, 'folds', label)).shuffle(rows);
    for (const row of rows) foldOf[row] = next++ % foldCount;
  }
  return foldOf;
}

/**
 * Persons in random order, those with most rows first, each go to the fold that then has its classes
 * most evenly (as scikit-learn's StratifiedGroupKFold); of equal ones to the smallest.
 */
function groupedFolds(
  target: Int32Array,
  classCount: number,
  groups: Int32Array,
  { foldCount, seed }: FoldOptions,
): Int32Array {
  const ofGroup = new Map<number, { rows: number[]; counts: Float64Array }>();
  groups.forEach((group, row) => {
    let entry = ofGroup.get(group);
    if (!entry) ofGroup.set(group, (entry = { rows: [], counts: new Float64Array(classCount) }));
    entry.rows.push(row);
    entry.counts[target[row]!]!++;
  });
  const entries = [...ofGroup.values()];
  const order = Uint32Array.from(entries.keys());
  createRandom(deriveSeed(seed, 'folds', 'grouped')).shuffle(order);
  const sorted = [...order].sort((a, b) => entries[b]!.rows.length - entries[a]!.rows.length);
  const totals = classCounts(target, classCount);
  const filled = Array.from({ length: foldCount }, () => new Float64Array(classCount));
  const foldOf = new Int32Array(target.length);
  for (const index of sorted) {
    const { rows, counts } = entries[index]!;
    const fold = cheapestFold(filled, counts, totals);
    counts.forEach((count, k) => (filled[fold]![k]! += count));
    for (const row of rows) foldOf[row] = fold;
  }
  return foldOf;
}

/** The sum of squared shares grows least where the fold has least of these classes. */
function cheapestFold(
  filled: readonly Float64Array[],
  counts: Float64Array,
  totals: Uint32Array,
): number {
  const costs = filled.map((shares) =>
    shares.reduce((sum, share, k) => {
      if (totals[k] === 0) return sum;
      return sum + (counts[k]! * (2 * share + counts[k]!)) / totals[k]! ** 2;
    }, 0),
  );
  const sizes = filled.map((shares) => shares.reduce((sum, share) => sum + share, 0));
  let best = 0;
  costs.forEach((cost, fold) => {
    const isLess = cost < costs[best]! || (cost === costs[best] && sizes[fold]! < sizes[best]!);
    if (isLess) best = fold;
  });
  return best;
}

/**
 * Rows by time are cut into foldCount + 1 stretches of about equal size, never within one moment;
 * fold i is tested on stretch i + 1 and trained on all before. Persons who are tested leave training.
 */
function forwardFolds(
  target: Int32Array,
  times: Float64Array,
  groups: Int32Array | undefined,
  foldCount: number,
  notes: readonly string[],
): FoldPlan {
  requireSameLength(times, target, 'Times of the rows');
  const missing = times.findIndex((time) => !Number.isFinite(time));
  if (missing >= 0) {
    throw new AnalysisError(
      'input.not-finite',
      `The time of row ${missing} is missing.`,
      'Validate without times, or leave out rows without one.',
      { row: missing },
    );
  }
  const sorted = times.slice().sort();
  const cuts = Array.from(
    { length: foldCount },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / (foldCount + 1))]!,
  );
  const all = [...times.keys()];
  const folds = cuts.map((from, i) => {
    const end = cuts[i + 1] ?? Infinity;
    const test = all.filter((row) => times[row]! >= from && times[row]! < end);
    const tested = new Set(groups ? test.map((row) => groups[row]!) : []);
    const training = all.filter(
      (row) => times[row]! < from && !(groups && tested.has(groups[row]!)),
    );
    return { training: Uint32Array.from(training), test: Uint32Array.from(test) };
  });
  requireRows(folds);
  const first = `The ${folds[0]!.training.length} earliest rows are only trained on, never tested.`;
  return { kind: 'forward', folds, notes: [...notes, first] };
}

function requireRows(folds: readonly Fold[]): void {
  const empty = folds.findIndex(({ training, test }) => !training.length || !test.length);
  if (empty < 0) return;
  throw new AnalysisError(
    'fit.not-possible',
    `Fold ${empty + 1} of ${folds.length} has no rows to train or to test on.`,
    'Use fewer folds, or data with more persons and more moments.',
  );
}
