// The days that matter for the measures, placed on a line from the first to the last of them.

export interface Milestone {
  readonly name: string;
  /** `yyyy-mm-dd` */
  readonly date: string;
  /** 0 to 1 along the line. */
  readonly place: number;
}

export interface Days {
  readonly first: string;
  readonly last: string;
  readonly asOf: string;
  readonly migrationFrom: string | null;
}

const timeOf = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** In the order of time; days that are the same keep the order given here. */
export function milestones({ first, last, asOf, migrationFrom }: Days): Milestone[] {
  const named = [
    { name: 'First event', date: first },
    ...(migrationFrom === null ? [] : [{ name: 'Earlier date', date: migrationFrom }]),
    { name: 'Last event', date: last },
    { name: 'As-of date', date: asOf },
  ];
  const times = named.map(({ date }) => timeOf(date));
  const begin = Math.min(...times);
  const span = Math.max(...times) - begin || 1;
  return named
    .map(({ name, date }) => ({ name, date, place: (timeOf(date) - begin) / span }))
    .sort((a, b) => a.place - b.place);
}
