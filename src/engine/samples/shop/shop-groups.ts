// The groups of customers planted into the shop sample: the truth a segmentation can find.

export interface ShopGroup {
  readonly name: string;
  /** Share of the customers; the shares add up to 1. */
  readonly share: number;
  /** Orders of a customer: log-normal with this median and log deviation, at least one. */
  readonly orders: { readonly median: number; readonly logDeviation: number };
  /** Days between the last order and the end: log-normal. */
  readonly idleDays: { readonly median: number; readonly logDeviation: number };
  /** The time between a customer's first and last order, at most. */
  readonly activeDays: number;
  /** A usual order of the group, in money. */
  readonly medianAmount: number;
}

export const shopGroups: readonly ShopGroup[] = [
  {
    name: 'champions',
    share: 0.12,
    orders: { median: 24, logDeviation: 0.45 },
    idleDays: { median: 7, logDeviation: 0.8 },
    activeDays: 640,
    medianAmount: 95,
  },
  {
    name: 'regular',
    share: 0.26,
    orders: { median: 9, logDeviation: 0.45 },
    idleDays: { median: 32, logDeviation: 0.7 },
    activeDays: 560,
    medianAmount: 55,
  },
  {
    name: 'new',
    share: 0.2,
    orders: { median: 1.7, logDeviation: 0.45 },
    idleDays: { median: 18, logDeviation: 0.6 },
    activeDays: 40,
    medianAmount: 48,
  },
  {
    name: 'lapsing',
    share: 0.2,
    orders: { median: 8, logDeviation: 0.5 },
    idleDays: { median: 240, logDeviation: 0.4 },
    activeDays: 330,
    medianAmount: 60,
  },
  {
    name: 'one-time',
    share: 0.22,
    orders: { median: 1, logDeviation: 0.3 },
    idleDays: { median: 320, logDeviation: 0.5 },
    activeDays: 0,
    medianAmount: 32,
  },
];
