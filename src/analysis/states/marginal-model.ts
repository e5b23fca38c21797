// A model without some of its columns: what it says of the others, for rows that lack a feature.
import type { HiddenMarkovModel } from '../hidden-markov/hidden-markov-types.ts';
import { gaussianColumns } from './model-parts.ts';

/**
 * The same states and transitions with the kept columns only; the others are integrated out.
 *
 * @param keeps one flag a column
 */
export function marginalModel(
  model: HiddenMarkovModel,
  keeps: readonly boolean[],
): HiddenMarkovModel {
  const columnCount = model.emissions.length;
  const gaussians = gaussianColumns(model);
  const size = gaussians.length;
  const keepsPlace = (place: number) => keeps[gaussians[place]!]!;
  const keepsCell = (cell: number): boolean => {
    if (model.covariance === 'spherical') return gaussians.some((column) => keeps[column]);
    if (model.covariance === 'diagonal') return keepsPlace(cell % size);
    return keepsPlace(cell % size) && keepsPlace(Math.floor(cell / size) % size);
  };
  return {
    ...model,
    emissions: model.emissions.filter((_, column) => keeps[column]),
    means: model.means.filter((_, cell) => keeps[cell % columnCount]),
    covariances: model.covariances.filter((_, cell) => keepsCell(cell)),
  };
}
