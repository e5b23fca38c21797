// The nearest change: the smallest change of one, two or three features that the model answers with
// another segment. It says what the model would say, not what would happen to the person.
import { requireRange } from '../../statistics/require-values.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { selectRows } from '../../supervised/select-rows.ts';
import { predictProbabilities, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import { candidateValues, type CandidateValue } from './candidate-values.ts';

export interface NearestChangeParams {
  /** The segment to reach; null: any other than the present one. */
  readonly targetClass: number | null;
  /** Features that may change. */
  readonly mutable: readonly number[];
  /** One to three. */
  readonly mostFeatures: number;
}

export interface FeatureChange {
  readonly feature: number;
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

export interface NearestChange {
  readonly changes: readonly FeatureChange[];
  /** Sum of the costs: standard deviations, 1 for another level. */
  readonly cost: number;
  readonly classIndex: number;
  readonly probability: number;
}

export interface NearestChanges {
  /** The segment that the row has now. */
  readonly classIndex: number;
  readonly probability: number;
  /** The cheapest change of one feature, of two, of three, each where cheaper than with fewer. */
  readonly changes: readonly NearestChange[];
}

/** Changes that have not led there yet but came nearest, to be joined with a third feature. */
const beamWidth = 40;
/** Combinations that are predicted at a time. */
const batchCount = 2048;

/**
 * All candidates of one feature and all pairs are tried, in order of their cost, as long as they are
 * cheaper than what was found; third features join the most promising pairs. Yields the number of
 * features tried.
 *
 * @param training rows that candidates and standard deviations are taken from
 * @throws AnalysisError `parameter.out-of-range`
 */
export function* nearestChange(
  ensemble: TreeEnsemble,
  training: FeatureTable,
  table: FeatureTable,
  row: number,
  { targetClass, mutable, mostFeatures }: NearestChangeParams,
): Generator<number, NearestChanges> {
  requireRange(mostFeatures, 1, 3, 'The number of features that may change');
  const one = selectRows(table, Uint32Array.of(row));
  const [present] = judge(ensemble, one, [[]]);
  const reached = ({ classIndex }: Judged) =>
    targetClass === null ? classIndex !== present!.classIndex : classIndex === targetClass;
  const promise = ({ probabilities }: Judged) =>
    targetClass === null ? -probabilities[present!.classIndex]! : probabilities[targetClass]!;
  const singles = mutable
    .flatMap((j) => candidateValues(ensemble, training.columns[j]!, j, one.columns[j]!.values[0]!))
    .map((candidate): Combination => [candidate])
    .sort(byCost);
  const changes: NearestChange[] = [];
  let limit = Infinity;
  let combinations = targetClass === present!.classIndex ? [] : singles;
  for (let count = 1; count <= mostFeatures; count++) {
    const { found, judged } = findCheapest(ensemble, one, combinations, limit, reached);
    if (found) {
      changes.push(toChange(one, found));
      limit = costOf(found.combination);
    }
    yield count;
    if (count === mostFeatures) break;
    const kept =
      count === 1
        ? combinations
        : [...judged]
            .sort((a, b) => promise(b) - promise(a))
            .slice(0, beamWidth)
            .map(({ combination }) => combination);
    combinations = join(kept, singles, limit);
  }
  return { classIndex: present!.classIndex, probability: present!.probability, changes };
}

type Combination = readonly CandidateValue[];

interface Judged {
  readonly combination: Combination;
  readonly classIndex: number;
  readonly probability: number;
  readonly probabilities: Float64Array;
}

function costOf(combination: Combination): number {
  return combination.reduce((sum, { cost }) => sum + cost, 0);
}

function byCost(a: Combination, b: Combination): number {
  return costOf(a) - costOf(b);
}

/** The first combination that leads to the goal, in order of cost; and what was judged on the way. */
function findCheapest(
  ensemble: TreeEnsemble,
  one: FeatureTable,
  combinations: readonly Combination[],
  limit: number,
  reached: (judged: Judged) => boolean,
): { readonly found: Judged | undefined; readonly judged: readonly Judged[] } {
  const all: Judged[] = [];
  for (let start = 0; start < combinations.length; start += batchCount) {
    const batch = combinations
      .slice(start, start + batchCount)
      .filter((combination) => costOf(combination) < limit);
    if (batch.length === 0) break;
    const judged = judge(ensemble, one, batch);
    const found = judged.find(reached);
    if (found) return { found, judged: all };
    for (const one of judged) all.push(one);
  }
  return { found: undefined, judged: all };
}

/** Combinations with one more feature each, cheaper than the limit, the cheapest first. */
function join(
  kept: readonly Combination[],
  singles: readonly Combination[],
  limit: number,
): Combination[] {
  const joined = new Map<string, Combination>();
  for (const combination of kept) {
    const cost = costOf(combination);
    for (const [candidate] of singles) {
      // Singles come in order of their cost: no later one is cheaper.
      if (cost + candidate!.cost >= limit) break;
      if (combination.some(({ feature }) => feature === candidate!.feature)) continue;
      const both = [...combination, candidate!].sort((a, b) => a.feature - b.feature);
      joined.set(both.map(({ feature, value }) => `${feature}:${value}`).join(), both);
    }
  }
  return [...joined.values()].sort(byCost);
}

function judge(
  ensemble: TreeEnsemble,
  one: FeatureTable,
  combinations: readonly Combination[],
): Judged[] {
  const columns = one.columns.map((column) => ({
    ...column,
    values: new Float64Array(combinations.length).fill(column.values[0]!),
  }));
  combinations.forEach((combination, i) => {
    for (const { feature, value } of combination) columns[feature]!.values[i] = value;
  });
  const all = predictProbabilities(ensemble, { rowCount: combinations.length, columns });
  return combinations.map((combination, i) => {
    const start = i * ensemble.classCount;
    const probabilities = all.subarray(start, start + ensemble.classCount);
    const probability = Math.max(...probabilities);
    const classIndex = probabilities.indexOf(probability);
    return { combination, classIndex, probability, probabilities };
  });
}

function toChange(
  one: FeatureTable,
  { combination, classIndex, probability }: Judged,
): NearestChange {
  return {
    changes: combination.map(({ feature, value, cost }) => ({
      feature,
      from: one.columns[feature]!.values[0]!,
      to: value,
      cost,
    })),
    cost: costOf(combination),
    classIndex,
    probability,
  };
}
