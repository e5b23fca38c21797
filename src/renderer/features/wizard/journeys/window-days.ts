// The days of the observation window as the engine will take them, before it has: for the time line
// and the sentences.
import type { QualityReport } from '#shared/data/quality-report';
import { nextDay } from '../rfe/next-day.ts';
import type { JourneysChoices } from './edit-journeys.ts';

const dayMs = 86_400_000;
/** Of the time span, what is left for outcomes where no cutoff is chosen. */
const outcomeShare = 0.25;

export interface WindowDays {
  readonly first: string;
  readonly last: string;
  readonly from: string;
  /** Null where everybody has a cutoff of their own. */
  readonly cutoff: string | null;
  readonly followedUntil: string;
}

const timeOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number =>
  Math.round((timeOf(to) - timeOf(from)) / dayMs);

/** Null while the data has not been read. */
export function windowDays(
  report: Pick<QualityReport, 'firstTime' | 'lastTime'> | null,
  { asOf, journeys: { sequences } }: JourneysChoices,
): WindowDays | null {
  if (!report?.firstTime || !report.lastTime) return null;
  const first = report.firstTime.slice(0, 10);
  const last = report.lastTime.slice(0, 10);
  const from = sequences.from ?? first;
  const followedUntil = asOf.date ?? nextDay(last);
  const days = { first, last, from, followedUntil };
  if (sequences.cutoff.kind === 'before-outcome') return { ...days, cutoff: null };
  const span = daysBetween(from, followedUntil);
  const kept = sequences.outcome.kind === 'none' ? span : Math.floor(span * (1 - outcomeShare));
  const automatic = dateOf(timeOf(from) + Math.max(1, kept) * dayMs);
  return { ...days, cutoff: sequences.cutoff.date ?? automatic };
}

/** What is wrong with the order of the days, as a sentence; null where nothing is. */
export function windowFault(days: WindowDays | null, hasOutcome: boolean): string | null {
  if (!days) return null;
  const { from, cutoff, followedUntil } = days;
  if (cutoff === null)
    return from < followedUntil ? null : 'The observation begins after people are followed.';
  if (from >= cutoff) return 'The cutoff has to lie after the first day of the observation.';
  if (hasOutcome && cutoff >= followedUntil)
    return 'After the cutoff no day is left on which the outcome could happen.';
  return null;
}
