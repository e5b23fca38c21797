// The states planted into the rides sample: the truth that States can find, week by week.

export interface RidesState {
  readonly name: string;
  /** Rides a week: Poisson with this mean. */
  readonly rides: number;
  /** Chance of each weekday, Monday first. */
  readonly weekdays: readonly number[];
  /** Chance of a ride in the morning (7 to 9), by day (10 to 16), in the evening (17 to 23). */
  readonly hours: { readonly morning: number; readonly day: number; readonly evening: number };
  /** Usual price of a ride in a week: log-normal. */
  readonly price: { readonly median: number; readonly logDeviation: number };
  /** Share of the weeks paid in cash. */
  readonly cashShare: number;
  readonly cancelledShare: number;
  /** Share of the riders who begin in it. */
  readonly start: number;
  /** To the states of this list, in its order; adds up to 1. */
  readonly transitions: readonly number[];
}

export const ridesStates: readonly RidesState[] = [
  {
    name: 'commuter',
    rides: 7,
    weekdays: [0.19, 0.19, 0.19, 0.19, 0.17, 0.04, 0.03],
    hours: { morning: 0.52, day: 0.13, evening: 0.35 },
    price: { median: 9, logDeviation: 0.2 },
    cashShare: 0.08,
    cancelledShare: 0.04,
    start: 0.35,
    transitions: [0.93, 0.025, 0.02, 0.025],
  },
  {
    name: 'weekend',
    rides: 3.5,
    weekdays: [0.02, 0.02, 0.03, 0.05, 0.3, 0.38, 0.2],
    hours: { morning: 0.04, day: 0.18, evening: 0.78 },
    price: { median: 17, logDeviation: 0.25 },
    cashShare: 0.12,
    cancelledShare: 0.06,
    start: 0.35,
    transitions: [0.03, 0.9, 0.02, 0.05],
  },
  {
    name: 'price-sensitive',
    rides: 2.6,
    weekdays: [0.16, 0.16, 0.16, 0.16, 0.13, 0.12, 0.11],
    hours: { morning: 0.1, day: 0.68, evening: 0.22 },
    price: { median: 5, logDeviation: 0.2 },
    cashShare: 0.72,
    cancelledShare: 0.32,
    start: 0.3,
    transitions: [0.025, 0.025, 0.88, 0.07],
  },
  {
    name: 'dormant',
    rides: 0.02,
    weekdays: [0.14, 0.14, 0.14, 0.14, 0.14, 0.15, 0.15],
    hours: { morning: 0.2, day: 0.4, evening: 0.4 },
    price: { median: 9, logDeviation: 0.3 },
    cashShare: 0.3,
    cancelledShare: 0.1,
    start: 0,
    transitions: [0.02, 0.02, 0.02, 0.94],
  },
];
