// Limited-memory BFGS (Nocedal and Wright 2006, algorithms 7.4 and 3.5): minimises a smooth function
// of many variables.

/** The value at a point; fills in the gradient. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  readonly maxIterationCount: number;
  /** Ends when no component of the gradient is greater. */
  readonly tolerance: number;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  /** The greatest component of the gradient. */
  readonly gradient: number;
  readonly iterationCount: number;
  readonly converged: boolean;
}

/** Pairs of steps and gradient changes that are remembered. */
const memory = 10;
const sufficientDecrease = 1e-4;
const curvature = 0.9;
const greatestTrialCount = 40;
/** Sums of losses are not exact beyond this share. */
const valueRounding = 1e-13;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly scale: number;
}

interface Place {
  readonly point: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/** Yields after every iteration; a line without descent within rounding ends it, not converged. */
export function* minimise(
  objective: Objective,
  start: Float64Array,
  { maxIterationCount, tolerance }: MinimiseOptions,
): Generator<Minimum, Minimum> {
  let here = placeAt(objective, start);
  const pairs: Pair[] = [];
  for (let iteration = 0; ; iteration++) {
    const gradient = here.gradient.reduce((greatest, x) => Math.max(greatest, Math.abs(x)), 0);
    const converged = gradient <= tolerance;
    const minimum = {
      point: here.point,
      value: here.value,
      gradient,
      iterationCount: iteration,
      converged,
    };
    if (converged || iteration === maxIterationCount) return minimum;
    if (iteration > 0) yield minimum;
    const next = search(objective, here, descentDirection(here.gradient, pairs), iteration === 0);
    if (!next) return minimum;
    remember(pairs, here, next);
    here = next;
  }
}

function placeAt(objective: Objective, point: Float64Array): Place {
  const gradient = new Float64Array(point.length);
  const value = objective(point, gradient);
  return { point, gradient, value };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function remember(pairs: Pair[], from: Place, to: Place): void {
  const step = to.point.map((x, i) => x - from.point[i]!);
  const change = to.gradient.map((x, i) => x - from.gradient[i]!);
  const product = dot(step, change);
  if (!(product > 0)) return;
  pairs.push({ step, change, scale: 1 / product });
  if (pairs.length > memory) pairs.shift();
}

function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((x) => -x);
  const shares: number[] = [];
  for (const { step, change, scale } of [...pairs].reverse()) {
    const share = scale * dot(step, direction);
    shares.push(share);
    change.forEach((x, i) => (direction[i]! -= share * x));
  }
  const last = pairs.at(-1);
  const factor = last ? 1 / (last.scale * dot(last.change, last.change)) : 1;
  for (let i = 0; i < direction.length; i++) direction[i]! *= factor;
  for (const { step, change, scale } of pairs) {
    const share = (shares.pop() ?? 0) - scale * dot(change, direction);
    step.forEach((x, i) => (direction[i]! += share * x));
  }
  return direction;
}

/**
 * Armijo's condition; where values differ by no more than rounding, the slope decides in its place
 * (Hager and Zhang 2005).
 *
 * @param slopeRatio slope there over slope here; negative where the function rises again
 */
function isLowEnough(here: number, there: number, descent: number, slopeRatio: number): boolean {
  if (there <= here + sufficientDecrease * descent) return true;
  return there <= here + valueRounding * Math.abs(here) && slopeRatio >= 2 * sufficientDecrease - 1;
}

/** A point along the direction that meets the Wolfe conditions; null where none was found. */
function search(
  objective: Objective,
  from: Place,
  direction: Float64Array,
  isFirst: boolean,
): Place | null {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  let low = 0;
  let high = Infinity;
  let length = isFirst ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
  let lowest: Place | null = null;
  for (let trial = 0; trial < greatestTrialCount; trial++) {
    const at = placeAt(
      objective,
      from.point.map((x, i) => x + length * direction[i]!),
    );
    const slopeThere = dot(at.gradient, direction);
    if (at.value < (lowest?.value ?? from.value)) lowest = at;
    if (!isLowEnough(from.value, at.value, length * slope, slopeThere / slope)) high = length;
    else if (slopeThere < curvature * slope) low = length;
    else return at;
    length = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return lowest;
}
