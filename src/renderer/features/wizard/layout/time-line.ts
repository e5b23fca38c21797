// What a line of time shows, and where a day lies on it.
import type { GlossaryWord } from '../../../components/glossary.ts';

export interface Milestone {
  readonly name: string;
  /** `yyyy-mm-dd` */
  readonly date: string;
  /** 0 to 1 along the line. */
  readonly place: number;
  /** The day that all turns on has an explanation, and stands out. */
  readonly word?: GlossaryWord;
}

export interface Stretch {
  /** 0 to 1 along the line. */
  readonly from: number;
  readonly to: number;
  readonly name?: string;
  /** It comes after the day that all turns on. */
  readonly isLater?: boolean;
}

const timeOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/**
 * Where days lie on a line from the earliest to the latest of `days`, 0 to 1; days outside of it lie at
 * its ends. Where all days are the same, everything lies at its beginning.
 */
export function placeOn(days: readonly string[]): (date: string) => number {
  const times = days.map(timeOf);
  const begin = Math.min(...times);
  const span = Math.max(...times) - begin || 1;
  return (date) => Math.min(1, Math.max(0, (timeOf(date) - begin) / span));
}
