// Exact SHAP values of tree ensembles: the model is prepared once, then rows are explained.
import { treeShapKernel } from '#kernels/tree-shap';
import { AnalysisError } from '../../analysis-error.ts';
import { predictMargins, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { Team } from '../../team.ts';
import { addInterventional, gameWeights } from './interventional.ts';
import { kernelTreeShap, type FoundValues } from './kernel-tree-shap.ts';
import { addLastClass, addLastShare, withoutLastClass } from './last-class.ts';
import { cutIntoGroups, deepestGroupedTree } from './leaf-groups.ts';
import { addPathDependent } from './path-dependent.ts';
import { stateCount } from './path-steps.ts';
import {
  pointCountOf,
  prepareTree,
  type PreparedTree,
  type TreeExplainer,
} from './prepared-tree.ts';
import { requireAdditive } from './require-additive.ts';
import { listEdges, type TreeEdges } from './tree-edges.ts';
import type { ShapValues, TreeShapOptions } from './tree-shap-types.ts';

/** Constants of all trees are kept up to this many bytes: sliders want them again and again. */
const keptByteCount = 256e6;

/**
 * @throws AnalysisError `input.empty` for a background without rows, `input.length-mismatch` where its
 *   columns are not the model's, `fit.not-possible` for a tree without training weights
 */
export function createTreeExplainer(model: TreeEnsemble, options: TreeShapOptions): TreeExplainer {
  const ensemble = withoutLastClass(model);
  const edges = Array.from({ length: ensemble.treeClass.length }, (_, tree) =>
    listEdges(ensemble, tree),
  );
  const background = options.mode === 'interventional' ? options.background : null;
  if (background) requireBackground(ensemble, background);
  const widest = edges.reduce((most, tree) => Math.max(most, tree.greatestPathFeatureCount), 0);
  const bytes = edges.reduce(
    (sum, tree) =>
      sum +
      tree.edgeCount *
        (background ? background.rowCount / 8 : 8 * stateCount * 2 * (pointCountOf(tree) + 1)),
    0,
  );
  return {
    model,
    ensemble,
    mode: options.mode,
    background,
    base: background ? meanOutput(model, background) : expectedOutput(model, edges),
    edges,
    groups: edges.map(({ tree, depth }) =>
      depth <= deepestGroupedTree ? cutIntoGroups(ensemble, tree) : null,
    ),
    weights: gameWeights(widest),
    prepared: [],
    keepsPrepared: bytes <= keptByteCount,
  };
}

/**
 * SHAP values of every row of the table, yielding the share done after each tree.
 *
 * @param table the model's columns, in its order and with its levels
 * @param team whose threads share the work; plain TypeScript where not given
 * @throws AnalysisError `fit.not-possible` where values do not add up, `input.length-mismatch`
 */
export function* explainTrees(
  explainer: TreeExplainer,
  table: FeatureTable,
  team?: Team,
): Generator<number, ShapValues> {
  const { model, ensemble, base, mode } = explainer;
  requireColumns(model, table, 'The rows to explain');
  const { classCount, featureCount } = model;
  const { values, outputs } = yield* team?.supports(treeShapKernel)
    ? kernelTreeShap(explainer, table, team)
    : scalarTreeShap(explainer, table);
  const divisor = divisorOf(explainer);
  if (divisor !== 1) for (let cell = 0; cell < values.length; cell++) values[cell]! /= divisor;
  const lacksLast = ensemble.classCount < classCount;
  const foundOutputs = outputs && lacksLast ? addLastShare(outputs, classCount) : outputs;
  const shap: ShapValues = {
    mode,
    unit: model.link === 'softmax' ? 'margin' : 'probability',
    rowCount: table.rowCount,
    classCount,
    featureCount,
    values: lacksLast ? addLastClass(values, featureCount * table.rowCount) : values,
    base: base.slice(),
    outputs: foundOutputs ?? predictMargins(model, table),
  };
  requireAdditive(shap);
  return shap;
}

function* scalarTreeShap(
  explainer: TreeExplainer,
  table: FeatureTable,
): Generator<number, FoundValues> {
  const { classCount, featureCount } = explainer.ensemble;
  const values = new Float64Array(classCount * featureCount * table.rowCount);
  for (let tree = 0; tree < explainer.edges.length; tree++) {
    addTree(explainer, prepareTree(explainer, tree), table, values);
    yield (tree + 1) / explainer.edges.length;
  }
  return { values, outputs: null };
}

/**
 * SHAP values of a table of few rows at once, as sliders want them; errors as `explainTrees`.
 *
 * @param explainer made once for the model: it keeps what it has prepared
 * @param team as in `explainTrees`: about twice as fast for one row against a background; without a
 *   background one row is done sooner in plain TypeScript than the trees are handed over
 */
export function explainRow(explainer: TreeExplainer, table: FeatureTable, team?: Team): ShapValues {
  const steps = explainTrees(explainer, table, team);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** What sums over trees and background rows are divided by. */
function divisorOf({ ensemble, background }: TreeExplainer): number {
  const treeCount = ensemble.link === 'average' ? Math.max(1, ensemble.treeClass.length) : 1;
  return treeCount * (background?.rowCount ?? 1);
}

function addTree(
  { ensemble, weights }: TreeExplainer,
  { edges, steps, sets }: PreparedTree,
  table: FeatureTable,
  values: Float64Array,
): void {
  if (sets) addInterventional(ensemble, edges, sets, weights, table, values);
  else if (steps) addPathDependent(ensemble, edges, steps, table, values);
}

/** Mean output of a model whose background are its training rows, as the trees' covers have it. */
function expectedOutput(ensemble: TreeEnsemble, trees: readonly TreeEdges[]): Float64Array {
  const expected = new Float64Array(ensemble.classCount);
  trees.forEach((edges, tree) => {
    const only = ensemble.treeClass[tree]!;
    const add = (valueStart: number, share: number) => {
      if (only >= 0) expected[only]! += share * ensemble.values[valueStart]!;
      else expected.forEach((_, k) => (expected[k]! += share * ensemble.values[valueStart + k]!));
    };
    if (edges.edgeCount === 0) add(ensemble.valueStart[ensemble.treeStarts[tree]!]!, 1);
    const shares = new Float64Array(edges.depth + 1).fill(1);
    for (let edge = 0; edge < edges.edgeCount; edge++) {
      const level = edges.level[edge]!;
      shares[level + 1] = shares[level]! * edges.ratio[edge]!;
      if (edges.valueStart[edge]! < 0) continue;
      const { left, right } = ensemble;
      const child = edges.isLeft[edge] ? left[edges.node[edge]!]! : right[edges.node[edge]!]!;
      add(ensemble.valueStart[child]!, shares[level + 1]!);
    }
  });
  const treeCount = ensemble.link === 'average' ? Math.max(1, trees.length) : 1;
  return expected.map((sum, k) => ensemble.base[k]! + sum / treeCount);
}

function meanOutput(ensemble: TreeEnsemble, background: FeatureTable): Float64Array {
  const outputs = predictMargins(ensemble, background);
  return Float64Array.from({ length: ensemble.classCount }, (_, k) => {
    let sum = 0;
    for (let at = k; at < outputs.length; at += ensemble.classCount) sum += outputs[at]!;
    return sum / background.rowCount;
  });
}

function requireBackground(ensemble: TreeEnsemble, background: FeatureTable): void {
  requireColumns(ensemble, background, 'The background rows');
  if (background.rowCount > 0) return;
  throw new AnalysisError(
    'input.empty',
    'SHAP: there are no background rows to compare with.',
    'Give training rows as background, or choose the path-dependent mode.',
  );
}

function requireColumns(ensemble: TreeEnsemble, table: FeatureTable, what: string): void {
  if (table.columns.length === ensemble.featureCount) return;
  throw new AnalysisError(
    'input.length-mismatch',
    `SHAP: ${what} have ${table.columns.length} columns, the model has ${ensemble.featureCount}.`,
    'Give the columns that the model was fitted on, in its order.',
  );
}
