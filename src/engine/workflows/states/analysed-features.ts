// The features of a built panel as the analysis takes them: their kind, how they are emitted, words.
import { wordsForLabel } from '#analysis/states/name-states';
import { PersonaeError } from '#shared/errors';
import type { HiddenMarkovSettings, PanelFeature } from '#shared/recipe/states-settings';
import type { BuiltPanel } from '../../panel/build-panel.ts';
import type { ResolvedFeature } from '../../panel/resolve-features.ts';
import type { AnalysedFeature } from './states-input.ts';

/** @throws PersonaeError `column.type` for a cell that the chosen emission cannot give */
export function analysedFeatures(
  { features, featureSql, columns }: Pick<BuiltPanel, 'features' | 'featureSql' | 'columns'>,
  emissions: HiddenMarkovSettings['emissions'],
): AnalysedFeature[] {
  return features.map((resolved, index) => {
    const { feature, measure, context } = resolved;
    const kind = kindOf(resolved, columns[index]!);
    const emission = emissions === 'all-gaussian' ? 'gaussian' : feature.emission;
    requireCells(feature, emission, columns[index]!);
    return {
      name: feature.name,
      label: feature.label,
      unit: measure.unit(context),
      measure: feature.measure,
      definition: measure.definition(context),
      sql: featureSql[index] ?? '',
      fill: feature.fill,
      kind,
      log: feature.log && kind !== 'binary',
      emission,
      isShare: kind === 'binary' || measure.isShare === true,
      words: measure.words ?? wordsForLabel(feature.label.toLowerCase(), kind === 'binary'),
    };
  });
}

/** A column of a panel is what its cells are. */
function kindOf({ feature, measure }: ResolvedFeature, column: Float64Array) {
  if (feature.measure !== 'panel-value') return measure.kind;
  if (column.every((cell) => Number.isNaN(cell) || cell === 0 || cell === 1)) return 'binary';
  return feature.emission === 'poisson' ? 'count' : 'continuous';
}

function requireCells(
  { label }: PanelFeature,
  emission: PanelFeature['emission'],
  column: Float64Array,
): void {
  const fits = {
    gaussian: () => true,
    bernoulli: (cell: number) => cell === 0 || cell === 1,
    poisson: (cell: number) => Number.isInteger(cell) && cell >= 0,
  }[emission];
  const odd = column.find((cell) => !Number.isNaN(cell) && !fits(cell));
  if (odd === undefined) return;
  const expected = emission === 'bernoulli' ? '0 and 1' : 'whole numbers from 0 on';
  throw new PersonaeError({
    code: 'column.type',
    message: `${label} holds ${odd}, but is to be emitted as ${emission === 'bernoulli' ? 'Bernoulli' : 'Poisson'}: ${expected} only.`,
    hint: 'Choose Gaussian for it.',
  });
}
