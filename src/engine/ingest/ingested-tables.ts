// What an ingestion hands on: an open working store with the table `event`.
import type { Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { IngestSummary } from './ingest-summary.ts';

/**
 * `event` has one row an event that counts, in any order: `person` (BIGINT or VARCHAR),
 * `occurred_at` (TIMESTAMP), and as far as mapped `click_count` (NULL: not observed), `session_id`,
 * `order_id`, `amount` (DOUBLE), `kind`, `event_key`, and `extra_0`, `extra_1` ... (DOUBLE or VARCHAR)
 * for the further columns of the mapping. `pause` (microseconds since the person's event before) is
 * there from the first question for sessions on.
 */
export interface IngestedTables {
  readonly duckDb: DuckDb;
  readonly summary: IngestSummary;
  readonly source: Source;
  readonly mapping: Mapping;
  /** Closes the store; the tables cannot be used any more. */
  close(): void;
}
