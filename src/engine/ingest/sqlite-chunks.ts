// The pieces in which scans of a SQLite database are read.
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { identifier } from '../duckdb/sql-text.ts';
import type { Chunk, Scan } from '../sources/sqlite/page-reader-plan.ts';
import { sizeOfDatabase } from '../sources/sqlite/is-worth-running.ts';
import { rowIdSpan } from '../sources/sqlite/row-ids.ts';

/** Row ids of a chunk: a few seconds of reading at most, and enough chunks for any progress. */
const chunkLength = 262_144n;
const chunkLimit = 4096n;
/** Its place on the page, its length, its id and its header. */
const leastBytesOfRow = 5;

/** Ranges of row ids that every row lies in; a query is one chunk. */
export function chunksOf(database: Database.Database, scans: readonly Scan[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const [index, scan] of scans.entries()) {
    if (scan.kind === 'query') {
      chunks.push({ scan: index, number: 0, after: 0n, until: 1n });
      continue;
    }
    const span = rowIdSpan(database, scan.table, columnNames(database, scan.table));
    if (span === null) continue;
    const { last } = span;
    const share = (last - span.first + 1n) / chunkCountLimit(database);
    const step = share > chunkLength ? share : chunkLength;
    for (let after = span.first - 1n, number = 0; after < last; after += step, number++) {
      const until = after + step < last ? after + step : last;
      chunks.push({ scan: index, number, after, until });
    }
  }
  return chunks;
}

/** Where ids lie far apart, most chunks would hold no row: a file holds so many rows at most. */
function chunkCountLimit(database: Database.Database): bigint {
  const mostRows = BigInt(Math.ceil(sizeOfDatabase(database) / leastBytesOfRow));
  const filled = mostRows / chunkLength + 1n;
  return filled < chunkLimit ? filled : chunkLimit;
}

function columnNames(database: Database.Database, table: string): string[] {
  return z
    .array(z.object({ name: z.string() }))
    .parse(database.pragma(`table_xinfo(${identifier(table)})`))
    .map(({ name }) => name);
}
