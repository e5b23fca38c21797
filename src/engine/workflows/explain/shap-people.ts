// SHAP values of a stratified sample of people, and what the pictures need of them.
import { chooseBackground } from '#analysis/explanations/tree-shap/choose-background';
import {
  meanAbsoluteShap,
  shapImportance,
  valueShades,
} from '#analysis/explanations/shap-summaries';
import { shapColumn, type ShapValues } from '#analysis/explanations/tree-shap/tree-shap-types';
import { deriveSeed } from '#analysis/random';
import { z95 } from '#analysis/statistics/wilson-interval';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { selectRows } from '#analysis/supervised/select-rows';
import type { ShapSummary } from '#shared/results/explain/global-explanations';
import { runShare, type AnalysisContext } from './analysis-context.ts';
import type { ModelExplainer } from './explained-model.ts';
import type { PlacedPeople } from './placed-people.ts';

/** Points of a beeswarm, and features that have one. */
const mostPoints = 500;
const mostFeatures = 20;

export interface ShapOfPeople {
  readonly rows: Uint32Array;
  readonly table: FeatureTable;
  readonly shap: ShapValues;
}

export function shapOfPeople(
  { table, segments, classCount }: PlacedPeople,
  explainer: ModelExplainer,
  sampleSize: number,
  seed: number,
  context: AnalysisContext,
): ShapOfPeople {
  const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const drawn = deriveSeed(seed, 'shap people');
  const rows = chooseBackground(all, Int32Array.from(segments), classCount, sampleSize, drawn);
  const sample = selectRows(table, rows);
  const shap = runShare(explainer.explain(sample, context.team), 'shap', context);
  return { rows, table: sample, shap };
}

export function summariseShap(
  { rows, table, shap }: ShapOfPeople,
  { persons, segments }: PlacedPeople,
  explainer: ModelExplainer,
  seed: number,
): ShapSummary {
  const { classCount, featureCount } = shap;
  const importance = shapImportance(shap);
  const order = [...importance.keys()].sort((a, b) => importance[b]! - importance[a]! || a - b);
  const means = meanAbsoluteShap(shap);
  const exact = rows.length === persons.length;
  const every = Uint32Array.from({ length: rows.length }, (_, i) => i);
  const shown = chooseBackground(
    every,
    Int32Array.from(rows, (row) => segments[row]!),
    classCount,
    mostPoints,
    deriveSeed(seed, 'beeswarm'),
  );
  return {
    ...explainer.words,
    backgroundCount: explainer.backgroundCount,
    personCount: rows.length,
    exact,
    additivityResidual: additivityResidual(shap),
    base: Array.from(shap.base),
    meanAbsolute: Array.from({ length: featureCount }, (_, j) =>
      Array.from({ length: classCount }, (_one, k) => means[k * featureCount + j]!),
    ),
    meanAbsoluteInterval: Array.from({ length: featureCount }, (_, j) =>
      exact ? null : intervalOf(shap, j, importance[j]!),
    ),
    order,
    beeswarm: {
      persons: Array.from(shown, (i) => persons[rows[i]!] ?? ''),
      segment: Array.from(shown, (i) => segments[rows[i]!]!),
      features: order.slice(0, mostFeatures).map((feature) => swarmOf(shap, table, feature, shown)),
    },
  };
}

/** The largest |base + sum of values - output|. */
export function additivityResidual(shap: ShapValues): number {
  const { rowCount, classCount, featureCount, values, base, outputs } = shap;
  let largest = 0;
  for (let k = 0; k < classCount; k++) {
    for (let row = 0; row < rowCount; row++) {
      let total = base[k]!;
      for (let j = 0; j < featureCount; j++)
        total += values[(k * featureCount + j) * rowCount + row]!;
      largest = Math.max(largest, Math.abs(total - outputs[row * classCount + k]!));
    }
  }
  return largest;
}

/** By the deviation over people of |SHAP| summed over the classes. */
function intervalOf(shap: ShapValues, feature: number, value: number) {
  let squares = 0;
  for (let row = 0; row < shap.rowCount; row++) {
    let size = 0;
    for (let k = 0; k < shap.classCount; k++) size += Math.abs(shapColumn(shap, k, feature)[row]!);
    squares += (size - value) ** 2;
  }
  const count = Math.max(1, shap.rowCount);
  const half = z95 * Math.sqrt(squares / Math.max(1, count - 1) / count);
  return { value, low: Math.max(0, value - half), high: value + half };
}

function swarmOf(
  shap: ShapValues,
  table: FeatureTable,
  feature: number,
  shown: Uint32Array,
): ShapSummary['beeswarm']['features'][number] {
  const column = table.columns[feature]!;
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const ranks = valueShades(column);
  return {
    feature,
    values: Array.from(shown, (i) => known(column.values[i]!)),
    ranks: Array.from(shown, (i) => known(ranks[i]!)),
    shap: Array.from({ length: shap.classCount }, (_, k) => {
      const values = shapColumn(shap, k, feature);
      return Array.from(shown, (i) => values[i]!);
    }),
  };
}
