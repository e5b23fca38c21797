// The five models behind one door: predicting as one call, columns and levels found by name.
import { AnalysisError } from '../analysis-error.ts';
import type { Team } from '../team.ts';
import type { FeatureTable } from './feature-table.ts';
import { predictLogistic } from './logistic/fit-logistic.ts';
import { requireTable } from './require-supervised.ts';
import type { FeatureSpec, SupervisedModel } from './supervised-model.ts';
import { predictProbabilities } from './tree-ensemble.ts';

/**
 * Probabilities of the classes of every row, rows x classes. Columns are found by name, levels by
 * theirs; a level that the model has not seen counts as missing.
 *
 * @throws AnalysisError as `requireTable`; `fit.not-possible` where a feature is absent or of
 *   another kind
 */
export function predictModel(
  model: SupervisedModel,
  table: FeatureTable,
  team?: Team,
): Float64Array {
  requireTable(table);
  const aligned = alignTable(model.features, table);
  if (model.kind === 'majority') {
    const probabilities = new Float64Array(table.rowCount * model.classCount);
    for (let row = 0; row < table.rowCount; row++) {
      probabilities.set(model.shares, row * model.classCount);
    }
    return probabilities;
  }
  if (model.kind === 'logistic') return predictLogistic(model.fit, aligned);
  return predictProbabilities(model.ensemble, aligned, team);
}

/** The columns that a model asks for, in its order and with its levels. */
export function alignTable(features: readonly FeatureSpec[], table: FeatureTable): FeatureTable {
  const columns = features.map(({ name, kind, levels }) => {
    const column = table.columns.find((other) => other.name === name);
    if (!column || (column.kind === 'categorical') !== (kind === 'categorical')) {
      throw new AnalysisError(
        'fit.not-possible',
        column
          ? `The feature ${name} is ${column.kind} here; the model learnt it as ${kind}.`
          : `The model needs the feature ${name}, which is not among these columns.`,
        'Map the columns as they were when the model was fitted.',
        { column: name },
      );
    }
    const sameLevels =
      levels.length === column.levels.length &&
      levels.every((level, i) => level === column.levels[i]);
    if (sameLevels) return column;
    const indexOf = new Map(levels.map((level, index) => [level, index]));
    const translated = column.levels.map((level) => indexOf.get(level) ?? NaN);
    const values = column.values.map((value) => (value >= 0 ? translated[value]! : NaN));
    return { ...column, levels, values };
  });
  return { rowCount: table.rowCount, columns };
}
