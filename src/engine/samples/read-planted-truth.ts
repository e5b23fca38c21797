// The planted truth of a sample: which person belongs to which group, for the score card.
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { openSqlite } from '../sources/sqlite/open-sqlite.ts';
import { shopTruthFile, shopTruthHeader } from './shop/shop-truth-file.ts';

const sqliteMagic = 'SQLite format 3\0';

/**
 * Reads the truth of a sample of either kind.
 *
 * @returns the group of every person, by the text of the key column (`UserID`, `customer_id`);
 *   undefined where the file is not a sample
 */
export function readPlantedTruth(file: string): ReadonlyMap<string, string> | undefined {
  return isSqlite(file) ? readTruthTable(file) : readTruthFile(shopTruthFile(file));
}

function isSqlite(file: string): boolean {
  const start = Buffer.alloc(sqliteMagic.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return start.toString('latin1') === sqliteMagic;
}

function readTruthTable(file: string): ReadonlyMap<string, string> | undefined {
  const database = openSqlite(file);
  try {
    const columns = database
      .prepare<[], { name: string }>("SELECT name FROM pragma_table_info('personae_truth')")
      .all();
    if (columns.map((column) => column.name).join() !== 'UserID,TrueSegment') return undefined;
    const rows = database
      .prepare<[], [string, string]>('SELECT CAST(UserID AS TEXT), TrueSegment FROM personae_truth')
      .raw()
      .iterate();
    return new Map(rows);
  } finally {
    database.close();
  }
}

function readTruthFile(truthFile: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(truthFile)) return undefined;
  const [header, ...lines] = readFileSync(truthFile, 'utf8').trimEnd().split('\n');
  if (header !== shopTruthHeader.join()) return undefined;
  const truth = new Map<string, string>();
  for (const line of lines) {
    const [customer, segment] = line.split(',');
    if (customer === undefined || segment === undefined) return undefined;
    truth.set(customer, segment);
  }
  return truth;
}
