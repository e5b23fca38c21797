// A model between its own units and those of a standard panel.
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { StandardPanel } from './standard-panel.ts';

type Units = Pick<StandardPanel, 'origin' | 'scale' | 'gaussians'>;

/** Own units to standard ones. */
export function toStandard(model: HiddenMarkovModel, units: Units): HiddenMarkovModel {
  const { origin, scale } = units;
  const columnCount = origin.length;
  return {
    ...model,
    means: model.means.map((value, cell) => {
      const j = cell % columnCount;
      return (value - origin[j]!) * scale[j]!;
    }),
    covariances: convertCovariances(model, units, (value, a, b) => value * a * b),
  };
}

/** Standard units to own ones. */
export function toOwnUnits(model: HiddenMarkovModel, units: Units): HiddenMarkovModel {
  const { origin, scale } = units;
  const columnCount = origin.length;
  return {
    ...model,
    means: model.means.map((value, cell) => {
      const j = cell % columnCount;
      return origin[j]! + value / scale[j]!;
    }),
    covariances: convertCovariances(model, units, (value, a, b) => value / a / b),
  };
}

function convertCovariances(
  { covariance, covariances }: HiddenMarkovModel,
  { scale, gaussians }: Units,
  convert: (value: number, scaleA: number, scaleB: number) => number,
): Float64Array {
  const d = gaussians.length;
  const scaleOf = (index: number) => scale[gaussians[index]!]!;
  return covariances.map((value, cell) => {
    if (covariance === 'spherical') return convert(value, scaleOf(0), scaleOf(0));
    const b = scaleOf(cell % d);
    const a = covariance === 'diagonal' ? b : scaleOf(Math.floor(cell / d) % d);
    return convert(value, a, b);
  });
}
