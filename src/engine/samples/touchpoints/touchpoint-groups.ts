// The experiences planted into the log of touchpoints: what happens to whom, in which order, and how
// likely they are to cancel afterwards. Two of them have the same events in opposite orders.

export const touchpointKinds = [
  'email sent',
  'email opened',
  'email clicked',
  'app used',
  'site visited',
  'support contacted',
  'order placed',
  'cancel',
] as const;
export type TouchpointKind = (typeof touchpointKinds)[number];

/** A stretch of a journey: how many events, of which kinds, with which pauses. */
export interface TouchpointPhase {
  /** Events, from and to, both included. */
  readonly events: readonly [number, number];
  /** Shares by kind; they add up to 1. */
  readonly mix: Readonly<Partial<Record<TouchpointKind, number>>>;
  /** Days between two events, from and to. */
  readonly pauseDays: readonly [number, number];
}

export interface TouchpointGroup {
  readonly name: string;
  /** Share of the persons; the shares add up to 1. */
  readonly share: number;
  readonly phases: readonly TouchpointPhase[];
  /** Probability of cancelling within the time that outcomes are looked for. */
  readonly churn: number;
}

const usingTheApp: TouchpointPhase = {
  events: [8, 14],
  mix: { 'app used': 0.8, 'site visited': 0.1, 'order placed': 0.1 },
  pauseDays: [1, 7],
};
const askingForHelp: TouchpointPhase = {
  events: [3, 6],
  mix: { 'support contacted': 0.8, 'site visited': 0.2 },
  pauseDays: [1, 5],
};

export const touchpointGroups: readonly TouchpointGroup[] = [
  {
    name: 'newsletter_readers',
    share: 0.26,
    phases: [
      {
        events: [14, 26],
        mix: {
          'email sent': 0.36,
          'email opened': 0.3,
          'email clicked': 0.18,
          'site visited': 0.12,
          'order placed': 0.04,
        },
        pauseDays: [1, 9],
      },
    ],
    churn: 0.1,
  },
  {
    name: 'silent_receivers',
    share: 0.24,
    phases: [
      {
        events: [8, 16],
        mix: { 'email sent': 0.93, 'email opened': 0.07 },
        pauseDays: [5, 14],
      },
    ],
    churn: 0.45,
  },
  { name: 'app_users', share: 0.2, phases: [{ ...usingTheApp, events: [14, 26] }], churn: 0.03 },
  // Helped at the beginning, then content.
  { name: 'helped_early', share: 0.15, phases: [askingForHelp, usingTheApp], churn: 0.2 },
  // Content at the beginning, then in trouble: the same events the other way round.
  { name: 'trouble_late', share: 0.15, phases: [usingTheApp, askingForHelp], churn: 0.8 },
];
