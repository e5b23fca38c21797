// The behavioural groups planted into the Avito-shaped sample: the truth a segmentation can find.

export interface AvitoGroup {
  readonly name: string;
  /** Share of the people; the shares add up to 1. */
  readonly share: number;
  /** Sessions of a person over the 26 days: log-normal with this median and log deviation. */
  readonly sessions: { readonly median: number; readonly logDeviation: number };
  readonly searchesPerSession: number;
  /** Whole days between the last session and the end: from + (to - from) * uniform^power. */
  readonly idleDays: { readonly from: number; readonly to: number; readonly power: number };
  /** Clicks per context ad shown, before the ad's and the position's factor. */
  readonly clickRate: number;
  readonly visitsPerSearch: number;
  /** Phone requests per visit. */
  readonly phoneRate: number;
}

export const avitoGroups: readonly AvitoGroup[] = [
  {
    name: 'loyal',
    share: 0.07,
    sessions: { median: 30, logDeviation: 0.4 },
    searchesPerSession: 4,
    idleDays: { from: 0, to: 4, power: 3 },
    clickRate: 0.0135,
    visitsPerSearch: 3,
    phoneRate: 0.08,
  },
  {
    name: 'convertible',
    share: 0.13,
    sessions: { median: 5, logDeviation: 0.4 },
    searchesPerSession: 7,
    idleDays: { from: 1, to: 9, power: 1.3 },
    clickRate: 0.0205,
    visitsPerSearch: 2.8,
    phoneRate: 0.06,
  },
  {
    name: 'looker',
    share: 0.15,
    sessions: { median: 25, logDeviation: 0.4 },
    searchesPerSession: 4.5,
    idleDays: { from: 0, to: 7, power: 2.5 },
    clickRate: 0.0002,
    visitsPerSearch: 2.3,
    phoneRate: 0.03,
  },
  {
    name: 'lapsed',
    share: 0.23,
    sessions: { median: 9, logDeviation: 0.4 },
    searchesPerSession: 2.5,
    idleDays: { from: 11, to: 22, power: 1 },
    clickRate: 0.001,
    visitsPerSearch: 2.3,
    phoneRate: 0.04,
  },
  {
    name: 'one-off',
    share: 0.42,
    sessions: { median: 1, logDeviation: 0.45 },
    searchesPerSession: 2.5,
    idleDays: { from: 2, to: 16, power: 1 },
    clickRate: 0.001,
    visitsPerSearch: 2,
    phoneRate: 0.03,
  },
];

/**
 * One robot stands in every sample: it searches and visits round the clock and clicks nothing. In
 * the real data one user has 91,155 visits; here it grows with the sample up to about that.
 */
export const avitoRobot = {
  group: {
    name: 'robot',
    share: 0,
    sessions: { median: 1, logDeviation: 0 },
    searchesPerSession: 1,
    idleDays: { from: 0, to: 0, power: 1 },
    clickRate: 0,
    visitsPerSearch: 4.55,
    phoneRate: 0,
  } satisfies AvitoGroup,
  shareOfSearches: 0.01,
  maxSearchCount: 20_000,
} as const;
