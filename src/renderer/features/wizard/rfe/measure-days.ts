// The days that matter for the measures, in the order of time.
import { placeOn, type Milestone } from '../layout/time-line.ts';

/** Each `yyyy-mm-dd`. */
export interface Days {
  readonly first: string;
  readonly last: string;
  readonly asOf: string;
  readonly migrationFrom: string | null;
}

/** Days that are the same keep the order given here. */
export function milestones({ first, last, asOf, migrationFrom }: Days): Milestone[] {
  const named: Omit<Milestone, 'place'>[] = [
    { name: 'First event', date: first },
    ...(migrationFrom === null ? [] : [{ name: 'Earlier date', date: migrationFrom }]),
    { name: 'Last event', date: last },
    { name: 'As-of date', date: asOf, word: 'as-of date' },
  ];
  const place = placeOn(named.map(({ date }) => date));
  return named
    .map((stone) => ({ ...stone, place: place(stone.date) }))
    .sort((a, b) => a.place - b.place);
}
