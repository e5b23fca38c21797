// A small tree that says what the model says, read off as rules about the people whose class is known.
import { surrogateRules } from '#analysis/explanations/rules/surrogate-rules';
import { greatestClasses } from '#analysis/supervised/metrics/greatest-class';
import { predictProbabilities } from '#analysis/supervised/tree-ensemble';
import { fitTree } from '#analysis/supervised/tree/fit-tree';
import type { LabelledPeople } from './compare-models.ts';
import type { SurrogateDraft } from './analysis-input.ts';
import type { Predict } from '#analysis/explanations/predict';

/** A leaf holds at least this share of the people, and so many. */
const leafShare = 0.01;
const leafRows = 5;

export function surrogateOfModel(
  predict: Predict,
  { table, target, classCount }: LabelledPeople,
  maxDepth: number,
): SurrogateDraft {
  const said = greatestClasses(predict(table), classCount);
  const minLeafRows = Math.max(leafRows, Math.ceil(leafShare * table.rowCount));
  const tree = fitTree(table, said, null, { maxDepth, minLeafRows, classCount });
  const again = greatestClasses(predictProbabilities(tree, table), classCount);
  const alike = again.reduce((sum, label, row) => sum + (label === said[row] ? 1 : 0), 0);
  const fidelity = alike / Math.max(1, table.rowCount);
  const leafCount = tree.feature.reduce((sum, feature) => sum + (feature < 0 ? 1 : 0), 0);
  const percent = (100 * fidelity).toFixed(1);
  return {
    fidelity,
    depth: maxDepth,
    leafCount,
    sentence: `A tree of depth ${maxDepth} that gives the model's class to ${percent} % of the labelled people. Precision and coverage are counted against the known classes.`,
    rules: surrogateRules(tree, table, target),
  };
}
