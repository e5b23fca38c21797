// The person columns of the run that is looked at, with the orders in which they have been sorted.
import { PersonaeError } from '#shared/errors';
import type { PeoplePage, PeopleQuery } from '#shared/results/people';
import type { PersonColumns } from './person-columns.ts';

interface Loaded {
  readonly runId: string;
  readonly columns: PersonColumns;
  readonly orders: Map<string, Uint32Array>;
  selection: { readonly key: string; readonly rows: Uint32Array } | undefined;
}

export class PeopleTables {
  readonly #read: (runId: string) => PersonColumns;
  #loaded: Loaded | undefined;

  constructor(read: (runId: string) => PersonColumns) {
    this.#read = read;
  }

  columns(runId: string): PersonColumns {
    return this.#load(runId).columns;
  }

  page(query: PeopleQuery): PeoplePage {
    const loaded = this.#load(query.runId);
    const rows = selectionOf(loaded, query);
    const { columns } = loaded;
    const page = [];
    const end = Math.min(rows.length, query.offset + query.limit);
    for (let position = query.offset; position < end; position++) {
      const row = rows[query.descending ? rows.length - 1 - position : position] ?? 0;
      page.push({
        person: columns.persons[row] ?? '',
        segment: columns.segment[row] ?? 0,
        numbers: numbersOf(columns, row),
      });
    }
    return { total: rows.length, rows: page };
  }

  forget(): void {
    this.#loaded = undefined;
  }

  #load(runId: string): Loaded {
    if (this.#loaded?.runId !== runId) {
      const columns = this.#read(runId);
      if (columns.segment.length !== columns.persons.length) {
        throw new PersonaeError({
          code: 'project.damaged',
          message: 'The table of persons of this run is not complete.',
          hint: 'Run the recipe again.',
        });
      }
      this.#loaded = { runId, columns, orders: new Map(), selection: undefined };
    }
    return this.#loaded;
  }
}

/** What is not known is null: a reply holds no NaN. */
function numbersOf({ numbers }: PersonColumns, row: number): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, values]) => {
      const value = values[row] ?? NaN;
      return [name, Number.isNaN(value) ? null : value];
    }),
  );
}

/** Rows that match the filter, in ascending order of the sorted column. */
function selectionOf(loaded: Loaded, query: PeopleQuery): Uint32Array {
  const key = JSON.stringify([query.sort, query.segments, query.search]);
  if (loaded.selection?.key !== key) {
    const order = orderBy(loaded, query.sort);
    const wanted = new Set(query.segments);
    const search = query.search.toLowerCase();
    const { persons, segment } = loaded.columns;
    const all = wanted.size === 0 && search === '';
    const rows = all
      ? order
      : order.filter(
          (row) =>
            (wanted.size === 0 || wanted.has(segment[row] ?? 0)) &&
            (search === '' || (persons[row] ?? '').toLowerCase().includes(search)),
        );
    loaded.selection = { key, rows };
  }
  return loaded.selection?.rows ?? new Uint32Array(0);
}

function sortedBy(columns: PersonColumns, name: string): Uint8Array | Float64Array {
  const values = name === 'segment' ? columns.segment : columns.numbers[name];
  if (values) return values;
  throw new PersonaeError({
    code: 'call.invalid',
    message: `The table of persons has no column ${name}.`,
  });
}

/** What is not known comes before everything that is. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}

/** Ties stay in the order of the keys. */
function orderBy(loaded: Loaded, column: string): Uint32Array {
  const known = loaded.orders.get(column);
  if (known) return known;
  const order = Uint32Array.from(loaded.columns.persons, (_key, row) => row);
  if (column !== 'person') {
    const values = sortedBy(loaded.columns, column);
    order.sort((a, b) => compare(values[a] ?? NaN, values[b] ?? NaN) || a - b);
  }
  loaded.orders.set(column, order);
  return order;
}
