// What a table shows, and how it asks for its rows.
import type { Snippet } from 'svelte';
import type { GlossaryWord } from '../glossary.ts';

export interface TableColumn<Row> {
  readonly key: string;
  readonly label: string;
  /** The cell as text: shown, filtered and copied. */
  text(row: Row): string;
  /** What rows are sorted by in memory; without it, the text. */
  sortValue?(row: Row): number | string;
  /** Shown instead of the text: a swatch with a name. */
  readonly cell?: Snippet<[Row]>;
  readonly align?: 'start' | 'end';
  /** In pixels, until the person changes it. */
  readonly width?: number;
  readonly isSortable?: boolean;
  /** A field to type a part into, or a list to pick from. */
  readonly filter?: 'text' | readonly { readonly value: string; readonly label: string }[];
  readonly word?: GlossaryWord;
}

export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface TableQuery {
  readonly sort: TableSort | null;
  /** By column; columns without a filter are absent. */
  readonly filters: Readonly<Record<string, string>>;
}

export interface TablePage<Row> {
  /** Rows that fit the filters, on all pages. */
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Reads at most `limit` (1000) rows from `offset`. */
export type LoadRows<Row> = (
  query: TableQuery,
  offset: number,
  limit: number,
) => Promise<TablePage<Row>>;
