// A small tree as rules: "recency <= 7 and clicks > 3: precision 0.91, covers 78 %".
import type { Labels } from '../../agreement/cross-table.ts';
import { AnalysisError } from '../../analysis-error.ts';
import { wilsonInterval, type ShareInterval } from '../../statistics/wilson-interval.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { goesLeft, leafOf, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import { readableThreshold } from './readable-threshold.ts';
import { describeRule, matchingRows, type RuleCondition } from './rule-conditions.ts';

export interface SegmentRule {
  readonly classIndex: number;
  readonly conditions: readonly RuleCondition[];
  readonly text: string;
  /** Rows that meet the rule, and those of them that are of the class. */
  readonly rowCount: number;
  readonly classRowCount: number;
  /** Share of the rule's rows that are of the class. */
  readonly precision: ShareInterval;
  /** Share of the class's rows that the rule holds for. */
  readonly coverage: ShareInterval;
}

interface Step {
  readonly node: number;
  readonly isLeft: boolean;
}

/**
 * The rules of a tree's leaves, with thresholds rounded and everything counted anew on the rounded rule.
 * Neighbouring leaves of the same class are one rule; leaves that none of the rows reach are left out.
 * Rules of a class stand together, the one that covers most first.
 *
 * @param ensemble a single tree
 * @param labels classes of the rows, 0 to classCount - 1
 * @throws AnalysisError `parameter.out-of-range` where there is more than one tree
 */
export function surrogateRules(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  labels: Labels,
): SegmentRule[] {
  if (ensemble.treeClass.length !== 1) {
    throw new AnalysisError(
      'parameter.out-of-range',
      `Rules are read off one tree; the model has ${ensemble.treeClass.length}.`,
      'Fit a decision tree to the segments first.',
    );
  }
  const rowsAt = countRows(ensemble, table, labels);
  const rules: SegmentRule[] = [];
  const classSizes = new Uint32Array(ensemble.classCount);
  for (let row = 0; row < table.rowCount; row++) classSizes[labels[row]!]! += 1;
  const visit = (node: number, steps: readonly Step[]): void => {
    const classes = classesBelow(ensemble, node, rowsAt);
    if (classes.size === 0) return;
    if (classes.size > 1) {
      visit(ensemble.left[node]!, [...steps, { node, isLeft: true }]);
      visit(ensemble.right[node]!, [...steps, { node, isLeft: false }]);
      return;
    }
    const [classIndex] = classes;
    const conditions = mergeSteps(ensemble, table, steps);
    rules.push(countRule(table, labels, classSizes, classIndex!, conditions));
  };
  visit(0, []);
  return rules
    .filter(({ rowCount }) => rowCount > 0)
    .sort((a, b) => a.classIndex - b.classIndex || b.classRowCount - a.classRowCount);
}

/** nodes x classes: rows of each class that end in a leaf. */
function countRows(ensemble: TreeEnsemble, table: FeatureTable, labels: Labels): Uint32Array {
  const counts = new Uint32Array(ensemble.feature.length * ensemble.classCount);
  for (let row = 0; row < table.rowCount; row++) {
    counts[leafOf(ensemble, 0, table, row) * ensemble.classCount + labels[row]!]! += 1;
  }
  return counts;
}

/** The most frequent classes of the leaves that rows reach. */
function classesBelow(ensemble: TreeEnsemble, node: number, rowsAt: Uint32Array): Set<number> {
  if (ensemble.feature[node]! >= 0) {
    return new Set([
      ...classesBelow(ensemble, ensemble.left[node]!, rowsAt),
      ...classesBelow(ensemble, ensemble.right[node]!, rowsAt),
    ]);
  }
  const start = node * ensemble.classCount;
  const counts = rowsAt.subarray(start, start + ensemble.classCount);
  const most = Math.max(...counts);
  return most === 0 ? new Set() : new Set([counts.indexOf(most)]);
}

/** One condition a feature, in the order in which the tree asks. */
function mergeSteps(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  steps: readonly Step[],
): RuleCondition[] {
  const features = [...new Set(steps.map(({ node }) => ensemble.feature[node]!))];
  return features.map((feature): RuleCondition => {
    const own = steps.filter(({ node }) => ensemble.feature[node] === feature);
    const { kind, levels, values } = table.columns[feature]!;
    const takes = (value: number) =>
      own.every(({ node, isLeft }) => goesLeft(ensemble, node, value, levels.length) === isLeft);
    // Where nothing is missing, a rule is the easier to read for not speaking of it.
    const allowsMissing = values.some(Number.isNaN) && takes(NaN);
    if (kind !== 'continuous') {
      const known = kind === 'binary' ? [0, 1] : levels.map((_, level) => level);
      return { kind: 'levels', feature, levels: known.filter(takes), allowsMissing };
    }
    const boundOf = (isLeft: boolean) =>
      own.filter((step) => step.isLeft === isLeft).map(({ node }) => ensemble.threshold[node]!);
    const above = boundOf(false);
    const upTo = boundOf(true);
    return {
      kind: 'range',
      feature,
      above: above.length === 0 ? null : roundThreshold(table, feature, Math.max(...above)),
      upTo: upTo.length === 0 ? null : roundThreshold(table, feature, Math.min(...upTo)),
      allowsMissing,
    };
  });
}

/** The most readable threshold that tells the table's rows apart as the given one does. */
function roundThreshold(table: FeatureTable, feature: number, threshold: number): number {
  let low = -Infinity;
  let high = Infinity;
  for (const value of table.columns[feature]!.values) {
    if (value <= threshold) low = Math.max(low, value);
    if (value > threshold) high = Math.min(high, value);
  }
  return Number.isFinite(low) && Number.isFinite(high) ? readableThreshold(low, high) : threshold;
}

function countRule(
  table: FeatureTable,
  labels: Labels,
  classSizes: Uint32Array,
  classIndex: number,
  conditions: readonly RuleCondition[],
): SegmentRule {
  const rows = matchingRows(table, conditions);
  const classRowCount = rows.filter((row) => labels[row] === classIndex).length;
  return {
    classIndex,
    conditions,
    text: describeRule(table, conditions),
    rowCount: rows.length,
    classRowCount,
    precision: wilsonInterval(classRowCount, Math.max(1, rows.length)),
    coverage: wilsonInterval(classRowCount, Math.max(1, classSizes[classIndex]!)),
  };
}
