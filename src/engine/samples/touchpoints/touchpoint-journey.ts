// The journey of one person, from a random stream of their own.
import type { Random } from '#analysis/random';
import {
  touchpointKinds,
  type TouchpointGroup,
  type TouchpointKind,
  type TouchpointPhase,
} from './touchpoint-groups.ts';

/** Events are seen for so many days; then, for as many as `churnDays`, only who cancels. */
export const observedDays = 270;
export const churnDays = 90;

export interface TouchpointEvent {
  readonly kind: TouchpointKind;
  /** Days since the first day of the log, with a fraction. */
  readonly day: number;
}

const between = (random: Random, [low, high]: readonly [number, number]): number =>
  low + random.uniform() * (high - low);

/** Ascending in time; the last may be the cancellation. */
export function touchpointJourney(group: TouchpointGroup, random: Random): TouchpointEvent[] {
  const events: TouchpointEvent[] = [];
  let day = random.uniform() * 60;
  for (const phase of group.phases) {
    const count = phase.events[0] + random.integerBelow(phase.events[1] - phase.events[0] + 1);
    for (let i = 0; i < count && day < observedDays - 1; i++) {
      events.push({ kind: kindOf(phase, random), day });
      day += between(random, phase.pauseDays);
    }
  }
  if (random.uniform() < group.churn) {
    const after = 0.5 + random.uniform() * (churnDays - 1);
    events.push({ kind: 'cancel', day: observedDays + after });
  }
  return events;
}

function kindOf({ mix }: TouchpointPhase, random: Random): TouchpointKind {
  let left = random.uniform();
  for (const kind of touchpointKinds) {
    left -= mix[kind] ?? 0;
    if (left < 0) return kind;
  }
  return 'site visited';
}
