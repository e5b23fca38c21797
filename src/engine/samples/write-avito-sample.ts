// The Avito-shaped sample: a SQLite file of any size with the eight tables of the real data set and
// planted groups of people. Written row by row; see docs/samples.md for what is real and what not.
import { rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { planAvito, type AvitoPlan } from './avito/avito-plan.ts';
import { avitoSchema } from './avito/avito-schema.ts';
import { createAvitoSearches } from './avito/avito-search.ts';
import type { SampleTables } from './avito/sample-tables.ts';
import { fillTable } from './avito/table-filler.ts';
import { writeAdsInfo } from './avito/write-ads.ts';
import { writeSearchInfo } from './avito/write-search-info.ts';
import { writeSearchStream } from './avito/write-search-stream.ts';
import { writeCategories, writeLocations } from './avito/write-small-tables.ts';
import { writeTruth, writeUserInfo } from './avito/write-users.ts';
import { writePhoneRequests, writeVisits } from './avito/write-visits.ts';
import { createSamplePace, type SampleControl, type SamplePace } from './sample-pace.ts';
import { writeThenRename } from './write-then-rename.ts';

export interface AvitoSampleOptions extends SampleControl {
  readonly file: string;
  /** Rows of trainSearchStream, exactly; the other tables follow in the real proportions. */
  readonly streamRowCount: number;
  readonly seed: number;
}

export interface AvitoSampleSummary {
  readonly personCount: number;
  readonly fileBytes: number;
  /** Rows of each table. */
  readonly rowCounts: Readonly<Record<string, number>>;
}

const writers: Readonly<Record<string, (tables: SampleTables) => number>> = {
  Category: writeCategories,
  Location: writeLocations,
  UserInfo: writeUserInfo,
  AdsInfo: writeAdsInfo,
  SearchInfo: writeSearchInfo,
  trainSearchStream: writeSearchStream,
  VisitsStream: writeVisits,
  PhoneRequestsStream: writePhoneRequests,
  personae_truth: writeTruth,
};

/** Rows of all tables together to rows of trainSearchStream; planning counts as a few of them. */
const rowsPerStreamRow = 2.2;

/**
 * Writes the sample; the same seed and number of rows give the same bytes. The file appears under
 * its name when it is complete.
 *
 * @throws PersonaeError `job.cancelled`, `disk.full`, `file.unwritable`, or `call.invalid` for an
 *   impossible number of rows; no half-written file is left
 */
export function writeAvitoSample(options: AvitoSampleOptions): AvitoSampleSummary {
  const pace = createSamplePace(options, options.streamRowCount * rowsPerStreamRow);
  const plan = planAvito(options.streamRowCount, options.seed, () => {
    pace.advance(0);
  });
  const summary = writeThenRename(options.file, (part) => {
    const rowCounts = writeTables(part, plan, options.seed, pace);
    removeLeftovers(options.file);
    return { personCount: plan.personCount, fileBytes: statSync(part).size, rowCounts };
  });
  pace.finish();
  return summary;
}

function writeTables(
  part: string,
  plan: AvitoPlan,
  seed: number,
  pace: SamplePace,
): Record<string, number> {
  const database = new Database(part);
  try {
    // Nothing can be lost: a file that is not complete is thrown away. A journal in memory stays
    // empty, as no page is older than the one transaction.
    database.pragma('journal_mode = MEMORY');
    database.pragma('synchronous = OFF');
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('cache_size = -16000');
    database.exec('BEGIN');
    database.exec(avitoSchema);
    const tables: SampleTables = {
      plan,
      searches: createAvitoSearches(plan, seed),
      seed,
      fill: (table, columnCount) => fillTable(database, pace, table, columnCount),
    };
    const rowCounts = Object.fromEntries(
      Object.entries(writers).map(([table, write]) => [table, write(tables)]),
    );
    database.exec('COMMIT');
    return rowCounts;
  } finally {
    database.close();
  }
}

/** A log that an older database of this name left behind must not be applied to the new file. */
function removeLeftovers(file: string): void {
  for (const ending of ['-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}
