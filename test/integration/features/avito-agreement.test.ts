// The planted sample of Avito's shape against the same question asked of SQLite itself.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeFeatures } from '#engine/features/compute-features';
import { silentContext } from '#engine/jobs/job-context';
import { writeAvitoSample } from '#engine/samples/write-avito-sample';
import {
  avitoMapping,
  avitoSource,
  ingested,
  recipeOf,
  temporaryFolder,
} from '../ingest/ingest-fixture.ts';

const question = `
  WITH clicks AS (SELECT SearchID, sum(IsClick) AS clicks FROM trainSearchStream GROUP BY SearchID),
  searches AS (
    SELECT UserID, SearchDate, clicks,
      julianday(SearchDate) - lag(julianday(SearchDate)) OVER (PARTITION BY UserID ORDER BY SearchDate) AS pause
    FROM SearchInfo LEFT JOIN clicks USING (SearchID) WHERE UserID IS NOT NULL)
  SELECT UserID, max(SearchDate), total(clicks), sum(pause IS NULL OR round(pause * 86400) > 1800)
  FROM searches GROUP BY UserID ORDER BY UserID`;

function askSqlite(file: string): [number, string, number, number][] {
  const database = new Database(file, { readonly: true });
  const rows = database.prepare<[], [number, string, number, number]>(question).raw().all();
  database.close();
  return rows;
}

test('the Avito sample: the same persons and numbers as SQLite gives', async () => {
  const file = join(temporaryFolder(), 'avito.sqlite');
  writeAvitoSample({ file, streamRowCount: 60_000, seed: 7 });
  const recipe = recipeOf({
    source: avitoSource(file),
    mapping: avitoMapping,
    features: { frequency: { measure: 'clicks' }, engagement: { measure: 'sessions' } },
    quality: { robots: { treatment: 'keep' } },
  });
  const features = await computeFeatures(await ingested(recipe), recipe, silentContext());
  const expected = askSqlite(file);
  const asOf = Date.parse(`${features.asOf}T00:00:00Z`);
  expect(features.persons).toEqual(expected.map(([person]) => String(person)));
  expect([...features.frequency]).toEqual(expected.map(([, , clicks]) => clicks));
  expect([...features.engagement]).toEqual(expected.map(([, , , sessions]) => sessions));
  const days = expected.map(
    ([, last]) => (asOf - Date.parse(`${last.replace(' ', 'T')}00Z`)) / 86_400_000,
  );
  for (const [row, recency] of features.recency.entries())
    expect(recency).toBeCloseTo(days[row] ?? NaN, 9);
});
