// Did features of the joined table make the segments of an earlier run? Found out by their values.
import type { PersonColumns } from '../people/person-columns.ts';
import type { CustomerPeople } from './customer-features.ts';

/** Numbers that follow from the segmentation itself and made nothing. */
const consequences = ['margin', 'probability', 'entropy', 'labelled', 'noise'];
const enough = 0.95;

/** Names of features that are equal to a number of the run for nearly everybody in both. */
export function sharedFeatures(run: PersonColumns, people: CustomerPeople): string[] {
  const rowOf = new Map(run.persons.map((person, row) => [person, row]));
  const rows = people.persons.map((person) => rowOf.get(person) ?? -1);
  const numbers = Object.entries(run.numbers).filter(([name]) => !consequences.includes(name));
  return people.features
    .filter(({ kind }) => kind !== 'categorical')
    .filter(({ values }) => numbers.some(([, column]) => areEqual(values, column, rows)))
    .map(({ choice }) => choice.name);
}

function areEqual(values: Float64Array, column: Float64Array, rows: readonly number[]): boolean {
  let equal = 0;
  let both = 0;
  const different = new Set<number>();
  rows.forEach((row, person) => {
    const own = values[person] ?? NaN;
    const other = row < 0 ? NaN : (column[row] ?? NaN);
    if (Number.isNaN(own) || Number.isNaN(other)) return;
    both++;
    different.add(own);
    if (Math.abs(own - other) <= 1e-9 * Math.max(1, Math.abs(own))) equal++;
  });
  // Two values are equal by chance too easily.
  return both > 0 && different.size > 2 && equal >= enough * both;
}
