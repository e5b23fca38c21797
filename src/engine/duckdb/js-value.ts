// Values as DuckDB's binding delivers them, as what a query is known to yield.
import type { JS } from '@duckdb/node-api';

/** A VARCHAR; empty where the cell is NULL. */
export function asText(value: JS | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A whole number or a double; 0 where the cell is NULL. */
export function asNumber(value: JS | undefined): number {
  return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : 0;
}
