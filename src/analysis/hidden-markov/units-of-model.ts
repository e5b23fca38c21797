// The middle and the spread of a model's Gaussian columns, so that what is decoded of a person depends
// on the model and the person alone.
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { PanelUnits } from './standard-panel.ts';

export function unitsOfModel(model: HiddenMarkovModel): PanelUnits {
  const { stateCount, emissions, covariance, means } = model;
  const gaussians = emissions.flatMap((kind, j) => (kind === 'gaussian' ? [j] : []));
  const origin = new Float64Array(emissions.length);
  const deviations = emissions.map(() => 1);
  gaussians.forEach((j, index) => {
    let mean = 0;
    let variance = 0;
    for (let k = 0; k < stateCount; k++) mean += means[k * emissions.length + j]! / stateCount;
    for (let k = 0; k < stateCount; k++) {
      const spread = (means[k * emissions.length + j]! - mean) ** 2;
      variance += (spread + varianceOf(model, gaussians.length, k, index)) / stateCount;
    }
    origin[j] = mean;
    if (variance > 0) deviations[j] = Math.sqrt(variance);
  });
  return { emissions, covariance, origin, deviations };
}

function varianceOf(
  { covariance, covariances }: HiddenMarkovModel,
  d: number,
  k: number,
  index: number,
): number {
  if (covariance === 'spherical') return covariances[k]!;
  if (covariance === 'diagonal') return covariances[k * d + index]!;
  const start = covariance === 'tied' ? 0 : k * d * d;
  return covariances[start + index * d + index]!;
}
