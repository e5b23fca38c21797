// The company sample: a CRM in one SQLite file, web and product analytics in two CSV files beside it,
// each with keys of its own, and the table that links them. See docs/samples.md.
import { rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import {
  createCompanyPeople,
  maxPersonCount,
  type CompanyPeople,
} from './company/company-people.ts';
import { writeCrm } from './company/write-crm.ts';
import { writeProduct } from './company/write-product.ts';
import { writeWeb } from './company/write-web.ts';
import { writeCsv } from './csv-writer.ts';
import { createSamplePace, type SampleControl, type SamplePace } from './sample-pace.ts';
import { writeThenRename } from './write-then-rename.ts';

export interface CompanySampleOptions extends SampleControl {
  /** The SQLite file; the others lie beside it. */
  readonly file: string;
  readonly personCount: number;
  readonly seed: number;
}

export interface CompanySampleSummary {
  readonly webFile: string;
  readonly productFile: string;
  readonly fileBytes: number;
}

/** Rows of all files to people, about. */
const rowsPerPerson = 20;

/** `company.sqlite` has `company-web.csv` and `company-product.csv` beside it. */
export function companyFiles(file: string): { webFile: string; productFile: string } {
  const base = file.replace(/\.(sqlite|sqlite3|db)$/i, '');
  return { webFile: `${base}-web.csv`, productFile: `${base}-product.csv` };
}

/**
 * Writes the three files; the same seed and number of people give the same bytes. Each appears under
 * its name when it is complete, the SQLite file last.
 *
 * @throws PersonaeError `job.cancelled`, `disk.full`, `file.unwritable`, or `call.invalid` for an
 *   impossible number of people; no half-written file is left
 */
export function writeCompanySample(options: CompanySampleOptions): CompanySampleSummary {
  const { file, personCount, seed } = options;
  if (!Number.isInteger(personCount) || personCount < 1 || personCount > maxPersonCount) {
    throw new PersonaeError({
      code: 'call.invalid',
      message: `A company cannot have ${personCount} customers.`,
      hint: `Ask for a whole number of persons from 1 to ${maxPersonCount}.`,
    });
  }
  const pace = createSamplePace(options, personCount * rowsPerPerson);
  const people = createCompanyPeople(personCount, seed);
  const { webFile, productFile } = companyFiles(file);
  const fileBytes = writeThenRename(file, (part) => {
    writeDatabase(part, people, personCount, pace);
    const csvBytes = writeThenRename(webFile, (webPart) => {
      writeCsv(webPart, (csv) => {
        writeWeb(csv, people, personCount, seed, pace);
      });
      const productBytes = writeThenRename(productFile, (productPart) => {
        writeCsv(productPart, (csv) => {
          writeProduct(csv, people, personCount, seed, pace);
        });
        return statSync(productPart).size;
      });
      return productBytes + statSync(webPart).size;
    });
    for (const ending of ['-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
    return csvBytes + statSync(part).size;
  });
  pace.finish();
  return { webFile, productFile, fileBytes };
}

function writeDatabase(
  part: string,
  people: CompanyPeople,
  personCount: number,
  pace: SamplePace,
): void {
  const database = new Database(part);
  try {
    // Nothing can be lost: a file that is not complete is thrown away.
    database.pragma('journal_mode = MEMORY');
    database.pragma('synchronous = OFF');
    database.exec('BEGIN');
    writeCrm(database, people, personCount, pace);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}
