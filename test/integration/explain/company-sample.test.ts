// The sample company: three files with keys that differ, the same bytes for the same seed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { readPlantedTruth } from '#engine/samples/read-planted-truth';
import { companyFiles, writeCompanySample } from '#engine/samples/write-company-sample';
import { workflowContext } from '../workflow-fixture.ts';

function write(folder: string, name: string, seed: number) {
  const file = join(folder, name);
  writeCompanySample({ file, personCount: 200, seed });
  const { webFile, productFile } = companyFiles(file);
  return { file, webFile, productFile };
}

it('gives the same bytes for the same seed, and others for another', () => {
  const { folder } = workflowContext();
  const bytes = (files: ReturnType<typeof write>) =>
    Object.values(files).map((file) => readFileSync(file).toString('base64'));
  const first = bytes(write(folder, 'a.sqlite', 4));
  expect(bytes(write(folder, 'b.sqlite', 4))).toEqual(first);
  const other = bytes(write(folder, 'c.sqlite', 5));
  other.forEach((one, i) => expect(one).not.toBe(first[i]));
});

it('has people with several devices, without an account, and without a label; strangers on the web', () => {
  const { folder } = workflowContext();
  const { file, webFile } = write(folder, 'company.sqlite', 1);
  const database = new Database(file, { readonly: true });
  const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
  const devices =
    "SELECT count(*) AS n FROM identities WHERE department = 'web' GROUP BY customer_id";
  expect(count(`SELECT count(*) FROM (${devices}) WHERE n > 1`)).toBeGreaterThan(5);
  const accounts = count("SELECT count(*) FROM identities WHERE department = 'product'");
  expect(accounts).toBeGreaterThan(80);
  expect(accounts).toBeLessThan(190);
  const labelled = count('SELECT count(segment) FROM customers');
  expect(labelled).toBeGreaterThan(90);
  expect(labelled).toBeLessThan(150);
  const cookies = new Set(
    database
      .prepare<[], string>("SELECT key FROM identities WHERE department = 'web'")
      .pluck()
      .all(),
  );
  database.close();
  const visitors = readFileSync(webFile, 'utf8').trim().split('\n').slice(1);
  const strangers = visitors.filter((row) => !cookies.has(row.split(',')[0] ?? ''));
  expect(strangers.length).toBe(50);
  expect(readPlantedTruth(file)?.size).toBe(200);
});

it('refuses an impossible number of people', () => {
  const { folder } = workflowContext();
  const order = { file: join(folder, 'x.sqlite'), personCount: 0, seed: 1 };
  expect(() => writeCompanySample(order)).toThrow('A company cannot have 0 customers');
});
