// The rows of a table that are in memory: read page by page as they come into sight, and forgotten
// again when many others have been read since.
import { SvelteMap } from 'svelte/reactivity';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { LoadRows, TableQuery } from './table-model.ts';

const pageSize = 200;
const keptPages = 60;

export class RowPages<Row> {
  #load: LoadRows<Row>;
  #query: TableQuery;
  #total = $state<number | null>(null);
  #error = $state.raw<ErrorValue | null>(null);
  readonly #pages = new SvelteMap<number, readonly Row[] | 'reading'>();
  /** Answers to an earlier query come too late. */
  #generation = 0;

  constructor(load: LoadRows<Row>, query: TableQuery) {
    this.#load = load;
    this.#query = query;
  }

  /** Rows that fit the filters; null before the first answer. */
  get total(): number | null {
    return this.#total;
  }

  get error(): ErrorValue | null {
    return this.#error;
  }

  row(index: number): Row | undefined {
    const page = this.#pages.get(Math.floor(index / pageSize));
    return page === 'reading' ? undefined : page?.[index % pageSize];
  }

  /** Begins anew with another query or another source of rows. */
  reset(load: LoadRows<Row>, query: TableQuery): void {
    this.#load = load;
    this.#query = query;
    this.#generation += 1;
    this.#pages.clear();
    this.#error = null;
    this.want(0, 1);
  }

  /** Reads the pages of these rows (`end` exclusive) that are not in memory. */
  want(first: number, end: number): void {
    const lastPage = Math.floor(Math.max(first, end - 1) / pageSize);
    for (let page = Math.floor(first / pageSize); page <= lastPage; page += 1)
      if (!this.#pages.has(page)) void this.#read(page);
  }

  /** Reads rows in order, for copying. */
  async readAll(first: number, end: number): Promise<Row[]> {
    const rows: Row[] = [];
    while (first + rows.length < end) {
      const limit = Math.min(1000, end - first - rows.length);
      const page = await this.#load(this.#query, first + rows.length, limit);
      if (page.rows.length === 0) break;
      rows.push(...page.rows);
    }
    return rows;
  }

  async #read(page: number): Promise<void> {
    const generation = this.#generation;
    this.#pages.set(page, 'reading');
    try {
      const { total, rows } = await this.#load(this.#query, page * pageSize, pageSize);
      if (generation !== this.#generation) return;
      this.#total = total;
      this.#pages.set(page, rows);
      this.#forgetOldPages();
    } catch (thrown) {
      if (generation !== this.#generation) return;
      this.#pages.delete(page);
      this.#error = toErrorValue(thrown);
    }
  }

  #forgetOldPages(): void {
    for (const page of [...this.#pages.keys()].slice(0, -keptPages)) this.#pages.delete(page);
  }
}
