// What the person has done to the columns of a table: sorted, filtered, made wider.
import { headingHeight } from './heading-height.ts';
import type { TableColumn, TableQuery, TableSort } from './table-model.ts';

/** Read piece by piece: a change of the widths alone is no new question to the rows. */
interface Given<Row> {
  readonly columns: readonly TableColumn<Row>[];
  /** Filters from outside; typed ones come on top. */
  readonly filters: Readonly<Record<string, string>>;
  /** Widths in pixels that the person chose before, by column. */
  readonly widths: Readonly<Record<string, number>>;
}

const usualWidth = 120;
const filterHeight = 32;

export class ColumnState<Row> {
  readonly #given: Given<Row>;
  #sort = $state.raw<TableSort | null>(null);
  #typedFilters = $state.raw<Readonly<Record<string, string>>>({});
  #newWidths = $state.raw<Readonly<Record<string, number>>>({});

  constructor(given: Given<Row>, sort: TableSort | null) {
    this.#given = given;
    this.#sort = sort;
  }

  get columns(): readonly TableColumn<Row>[] {
    return this.#given.columns;
  }

  readonly query = $derived.by((): TableQuery => {
    const filters = { ...this.#given.filters, ...this.#typedFilters };
    const filled = Object.entries(filters).filter(([, value]) => value !== '');
    return { sort: this.#sort, filters: Object.fromEntries(filled) };
  });

  readonly hasFilters = $derived.by(() => this.columns.some(({ filter }) => filter));

  /** Of the line of headings, in pixels. */
  readonly headings = $derived.by(() =>
    headingHeight(
      this.columns.map((column) => ({ label: column.label, width: this.width(column) })),
    ),
  );

  /** Of the headings and, where there are some, the filters below them. */
  readonly headHeight = $derived.by(() => this.headings + (this.hasFilters ? filterHeight : 0));

  /** For `grid-template-columns`. */
  readonly template = $derived.by(() =>
    this.columns.map((column) => `${this.width(column)}px`).join(' '),
  );

  /** In pixels. */
  width({ key, width }: TableColumn<Row>): number {
    return this.#newWidths[key] ?? this.#given.widths[key] ?? width ?? usualWidth;
  }

  order(column: string): 'ascending' | 'descending' | null {
    if (this.#sort?.column !== column) return null;
    return this.#sort.descending ? 'descending' : 'ascending';
  }

  /** By the column; once more turns the order around. */
  sortBy(column: string): void {
    this.#sort = { column, descending: this.order(column) === 'ascending' };
  }

  typedFilter(column: string): string {
    return this.#typedFilters[column] ?? '';
  }

  filterBy(column: string, text: string): void {
    this.#typedFilters = { ...this.#typedFilters, [column]: text };
  }

  /** All widths that were chosen, this one included. */
  resize(column: string, width: number): Record<string, number> {
    this.#newWidths = { ...this.#newWidths, [column]: width };
    return { ...this.#given.widths, ...this.#newWidths };
  }
}
