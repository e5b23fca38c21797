// People with and without groups, for measuring how often the test of structure is right.
import { shuffleColumns } from '#analysis/choosing-k/shuffle-columns';
import type { Matrix } from '#analysis/matrix';
import { createRandom, type Random } from '#analysis/random';
import {
  activityCloud,
  evenSpread,
  oneBlob,
  rowsOf,
} from '../../unit/analysis/choosing-k/invented-rows.ts';

export interface Family {
  readonly name: string;
  /** The number of planted groups; null where there are none. */
  readonly truth: number | null;
  readonly make: (rowCount: number, seed: number) => Matrix;
}

function poisson(random: Random, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= random.uniform()) count++;
  return count;
}

const exponential = (random: Random) => -Math.log(1 - random.uniform());

/**
 * Shoppers of one kind: everybody buys at an own lognormal rate until an own time of leaving, both
 * without groups. Recency, number of purchases, and visits, which are never fewer than purchases.
 */
function shoppers(rowCount: number, seed: number): Matrix {
  const days = 365;
  const draw = (random: Random) => {
    const rate = Math.exp(-4.2 + random.normal());
    const born = 0.8 * days * random.uniform();
    const end = Math.min(days, born + 250 * Math.exp(0.8 * random.normal()) * exponential(random));
    let last = born;
    let purchases = 1;
    for (let next = born; purchases < 5000; purchases++) {
      next += exponential(random) / rate;
      if (next > end) break;
      last = next;
    }
    const visits = purchases + poisson(random, purchases * Math.exp(0.5 + 0.7 * random.normal()));
    return [Math.floor(days - last) + 1, purchases, visits];
  };
  return rowsOf(rowCount, seed, draw, true);
}

/** Whole days, clicks and pages of people who differ in activity only. */
function countedCloud(rowCount: number, seed: number): Matrix {
  const draw = (random: Random) => {
    const activity = random.normal();
    const days = Math.floor(Math.exp(3 - 0.8 * activity + 0.8 * random.normal()));
    const clicks = poisson(random, Math.exp(0.5 + activity + 0.4 * random.normal()));
    return [days, clicks, 1 + poisson(random, Math.exp(1.5 + activity + 0.4 * random.normal()))];
  };
  return rowsOf(rowCount, seed, draw, true);
}

/** k round groups of unequal size and width, no two centres nearer than `distance`. */
function blobs(k: number, distance: number): Family['make'] {
  return (rowCount, seed) => {
    const layout = createRandom(seed * 7 + k);
    const weights = Array.from({ length: k }, () => 0.3 + layout.uniform());
    const widths = Array.from({ length: k }, () => 0.6 + 0.6 * layout.uniform());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const centres = placeCentres(layout, k, distance);
    return rowsOf(rowCount, seed, (random) => {
      let rest = random.uniform() * total;
      let group = 0;
      while (group < k - 1 && (rest -= weights[group] ?? 0) > 0) group++;
      return (centres[group] ?? []).map((value) => value + (widths[group] ?? 1) * random.normal());
    });
  };
}

function placeCentres(random: Random, k: number, distance: number): number[][] {
  for (let box = distance; ; box *= 1.01) {
    const centres = Array.from({ length: k }, () => [0, 1, 2].map(() => box * random.uniform()));
    const apart = centres.every((a, i) =>
      centres.slice(0, i).every((b) => Math.hypot(...a.map((v, j) => v - (b[j] ?? 0))) >= distance),
    );
    if (apart) return centres;
  }
}

/** Four kinds of visitors with typical days, clicks and sessions, scattered by a third. */
function visitors(rowCount: number, seed: number): Matrix {
  const kinds = [
    [3, 40, 120],
    [6, 4, 60],
    [90, 12, 30],
    [200, 1.2, 3],
  ];
  const draw = (random: Random) => {
    const roll = random.uniform();
    const kind = kinds[roll < 0.15 ? 0 : roll < 0.4 ? 1 : roll < 0.75 ? 2 : 3] ?? [];
    const [days = 1, clicks = 1, sessions = 1] = kind.map(
      (typical) => typical * Math.exp(0.35 * random.normal()),
    );
    return [Math.max(1, Math.round(days)), poisson(random, clicks), 1 + poisson(random, sessions)];
  };
  return rowsOf(rowCount, seed, draw, true);
}

const fourFar = blobs(4, 5);

export const families: Family[] = [
  { name: 'even spread in a cube', truth: null, make: evenSpread },
  { name: 'one round normal cloud', truth: null, make: oneBlob },
  { name: 'lognormal, correlated by activity', truth: null, make: activityCloud },
  { name: 'the same, counted in whole numbers', truth: null, make: countedCloud },
  { name: 'shoppers of one kind who leave in time', truth: null, make: shoppers },
  {
    name: 'four groups (distance 5), columns shuffled',
    truth: null,
    make: (rowCount, seed) => shuffleColumns(fourFar(rowCount, seed), seed),
  },
  { name: 'three groups, distance 4', truth: 3, make: blobs(3, 4) },
  { name: 'four groups, distance 3', truth: 4, make: blobs(4, 3) },
  { name: 'four groups, distance 4', truth: 4, make: blobs(4, 4) },
  { name: 'four groups, distance 5', truth: 4, make: fourFar },
  { name: 'five groups, distance 4', truth: 5, make: blobs(5, 4) },
  { name: 'six groups, distance 4', truth: 6, make: blobs(6, 4) },
  { name: 'four kinds of visitors', truth: 4, make: visitors },
];
