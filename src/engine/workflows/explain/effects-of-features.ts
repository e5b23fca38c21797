// How probabilities follow each of the leading features: partial dependence, individual curves,
// accumulated local effects.
import { accumulatedLocalEffects } from '#analysis/explanations/effects/accumulated-local-effects';
import {
  defaultPartialDependenceParams,
  partialDependence,
  type PartialDependence,
} from '#analysis/explanations/effects/partial-dependence';
import type { Predict } from '#analysis/explanations/predict';
import { sampleRows } from '#analysis/choosing-k/sample-rows';
import { deriveSeed } from '#analysis/random';
import { quantileOfSorted } from '#analysis/statistics/quantile';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import { selectRows } from '#analysis/supervised/select-rows';
import type { Dependence } from '#shared/results/explain/global-explanations';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import { runShare, type AnalysisContext } from './analysis-context.ts';
import type { PlacedPeople } from './placed-people.ts';

const mostFeatures = 8;
const mostRows = 2000;

/** @param order features, the one of most weight first */
export function effectsOfFeatures(
  predict: Predict,
  { table, persons, classCount }: PlacedPeople,
  order: readonly number[],
  seed: number,
  context: AnalysisContext,
): Dependence[] {
  const rows = sampleRows(table.rowCount, mostRows, deriveSeed(seed, 'effects'));
  const sample = selectRows(table, rows);
  const features = order
    .filter((feature) => sample.columns[feature]!.values.some((value) => !Number.isNaN(value)))
    .slice(0, mostFeatures);
  return features.map((feature, i) => {
    throwIfCancelled(context.thread);
    const params = { ...defaultPartialDependenceParams, seed };
    const found = runShare(
      partialDependence(predict, sample, feature, classCount, params),
      'effects',
      context,
      (0.8 * i) / features.length,
      (0.8 * (i + 1)) / features.length,
    );
    const curvePersons = Array.from(found.curveRows, (row) => persons[rows[row]!] ?? '');
    return dependenceOf(predict, sample, found, curvePersons);
  });
}

function dependenceOf(
  predict: Predict,
  sample: FeatureTable,
  found: PartialDependence,
  individualPersons: string[],
): Dependence {
  const { feature, grid, classCount, mean, curves, curveRows } = found;
  const column = sample.columns[feature]!;
  const width = grid.length;
  return {
    feature,
    name: column.name,
    grid: Array.from(grid),
    gridLabels:
      column.kind === 'categorical'
        ? Array.from(grid, (level) => column.levels[level] ?? '')
        : null,
    partialDependence: rowsOf(mean, classCount, width),
    individual: Array.from({ length: classCount }, (_, k) =>
      rowsOf(
        curves.subarray(k * curveRows.length * width, (k + 1) * curveRows.length * width),
        curveRows.length,
        width,
      ),
    ),
    individualPersons,
    rowCount: found.sampleCount,
    accumulated: accumulatedOf(predict, sample, column, feature, classCount),
    deciles: decilesOf(column),
  };
}

function rowsOf(values: Float64Array, count: number, width: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    Array.from(values.subarray(i * width, (i + 1) * width)),
  );
}

function accumulatedOf(
  predict: Predict,
  sample: FeatureTable,
  column: FeatureColumn,
  feature: number,
  classCount: number,
): Dependence['accumulated'] {
  if (column.kind === 'categorical') return null;
  const { grid, effects, counts } = accumulatedLocalEffects(predict, sample, feature, classCount);
  return {
    edges: Array.from(grid),
    effects: rowsOf(effects, classCount, grid.length),
    counts: Array.from(counts),
  };
}

function decilesOf({ kind, values }: FeatureColumn): number[] {
  if (kind === 'categorical') return [];
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return Array.from({ length: 9 }, (_, i) => quantileOfSorted(sorted, (i + 1) / 10));
}
