// A model's states in another order.
import { reorder } from '../kmeans/canonical-order.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';

/** @param order for each new place the state that comes there */
export function reorderStates(
  model: HiddenMarkovModel,
  order: readonly number[],
): HiddenMarkovModel {
  const { stateCount: K, covariance, covariances, transitionMatrix } = model;
  return {
    ...model,
    startProbability: reorder(model.startProbability, order),
    transitionMatrix: transitionMatrix.map(
      (_, cell) => transitionMatrix[order[Math.floor(cell / K)]! * K + order[cell % K]!]!,
    ),
    means: reorder(model.means, order),
    covariances: covariance === 'tied' ? covariances.slice() : reorder(covariances, order),
  };
}
