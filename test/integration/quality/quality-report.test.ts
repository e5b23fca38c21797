// The quality page, fact by fact, on data whose faults are known.
import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildQualityReport } from '#engine/quality/build-quality-report';
import { silentContext } from '#engine/jobs/job-context';
import { writeAvitoSample } from '#engine/samples/write-avito-sample';
import { qualityReportSchema, type QualityReport } from '#shared/data/quality-report';
import { avitoMapping, avitoSource, ingested, recipeOf } from '../ingest/ingest-fixture.ts';
import { temporaryFolder, type RecipeParts } from '../ingest/ingest-fixture.ts';

const mapping: RecipeParts['mapping'] = {
  person: { column: 'who' },
  time: { column: 'at', format: 'iso' },
};

async function reportOn(text: string, parts: Partial<RecipeParts> = {}): Promise<QualityReport> {
  const file = join(temporaryFolder(), 'events.csv');
  writeFileSync(file, text);
  const recipe = recipeOf({ source: { kind: 'delimited', file, options: {} }, mapping, ...parts });
  const report = await buildQualityReport(await ingested(recipe), recipe, silentContext());
  return qualityReportSchema.parse(report);
}

const rows = (...lines: string[]): string => `who,at,paid,kind\n${lines.join('\n')}\n`;

describe('rows', () => {
  const text = rows(
    'a,2020-01-01,1,x',
    'a,2020-01-01,1,x',
    'a,2020-01-02,-2,x',
    ',2020-01-02,1,x',
    'b,nonsense,1,x',
  );
  const paid: RecipeParts['mapping'] = { ...mapping, amount: { column: 'paid' } };

  test('read, kept, left out with the reason, repeated', async () => {
    const report = await reportOn(text, { mapping: paid });
    expect(report).toMatchObject({ rowsRead: 5, rowsKept: 3, duplicateCount: 1, personCount: 1 });
    expect(report.dropped.map(({ reason, examples }) => [reason, ...examples])).toEqual([
      ['No person', 'row 4'],
      ['Time cannot be read', 'row 5: nonsense'],
    ]);
    expect(report.warnings).toContain('1 row repeats another row in every mapped column.');
    expect(report.warnings).toContain('40 % of the rows are left out.');
  });

  test('what the recipe chose to leave out is counted too', async () => {
    const quality = { duplicates: 'drop', negativeAmounts: 'drop' } as const;
    const report = await reportOn(text, { mapping: paid, quality });
    expect(report.rowsKept).toBe(1);
    expect(report.dropped.map(({ reason, count }) => [reason, count])).toContainEqual([
      'Negative amount',
      1,
    ]);
  });

  test('times: first, last, as-of date, and what looks like a placeholder', async () => {
    const report = await reportOn(rows('a,1970-01-01,1,x', 'b,2020-05-20 23:59:59,1,x'));
    expect(report).toMatchObject({
      firstTime: '1970-01-01 00:00:00',
      lastTime: '2020-05-20 23:59:59',
      asOf: '2020-05-21',
    });
    expect(report.warnings.join(' ')).toContain(
      '1970-01-01, which often stands for a missing date',
    );
    const late = await reportOn(rows('a,2020-01-01,1,x'), { asOf: { date: '2020-06-01' } });
    expect(late.warnings.join(' ')).toContain('152 days after the last event');
  });
});

describe('columns', () => {
  test('missing, constant, distinct, range, skewness as g1', async () => {
    const amounts = ['1', '2', '3', '10', '', '4'];
    const text = rows(...amounts.map((amount, day) => `a,2020-01-0${day + 1},${amount},x`));
    const report = await reportOn(text, {
      mapping: { ...mapping, amount: { column: 'paid' }, kind: { column: 'kind' } },
    });
    const paid = report.columns.find(({ role }) => role === 'amount');
    expect(paid).toMatchObject({
      name: 'paid',
      type: 'number',
      rowCount: 6,
      missingCount: 1,
      distinctCount: 5,
      minimum: 1,
      maximum: 10,
      constant: false,
    });
    // m3 / m2^1.5 of 1, 2, 3, 10, 4: 36 / 10^1.5.
    expect(paid?.skewness).toBeCloseTo(36 / 10 ** 1.5, 9);
    expect(paid?.warnings).toEqual(['16.7 % of the rows have no value.']);
    const kind = report.columns.find(({ role }) => role === 'kind');
    expect(kind).toMatchObject({ constant: true, minimum: 'x', skewness: null });
    expect(kind?.warnings).toEqual(['Constant: every row has the same value.']);
  });

  test('columns that look like the id of a row', async () => {
    const lines = Array.from(
      { length: 200 },
      (_, row) => `p${row},2020-01-01,${1000 + row},k${row}`,
    );
    const report = await reportOn(rows(...lines), {
      mapping: { ...mapping, amount: { column: 'paid' }, kind: { column: 'kind' } },
    });
    const warnings = Object.fromEntries(
      report.columns.map(({ role, warnings: of }) => [role, of.join(' ')]),
    );
    expect(warnings.person).toContain('nobody comes back');
    expect(warnings.amount).toContain('Looks like an id');
    expect(warnings.kind).toContain('Looks like an id');
  });
});

describe('suspected robots', () => {
  const crowd = (count: number): string[] =>
    Array.from(
      { length: count },
      (_, person) => `p${String(person).padStart(5, '0')},2020-01-01,1,x`,
    );
  const busy = (who: string, count: number): string[] =>
    Array.from({ length: count }, () => `${who},2020-01-02,1,x`);

  test('above the percentile, largest first, with their share of events', async () => {
    const text = rows(...crowd(2500), ...busy('robot', 500), ...busy('worse', 1000));
    const { robots } = await reportOn(text);
    expect(robots).toMatchObject({ threshold: 1, count: 2, treatment: 'leave-out' });
    expect(robots.eventShare).toBeCloseTo(1500 / 4000, 12);
    expect(robots.largest).toEqual([
      { person: 'worse', eventCount: 1000 },
      { person: 'robot', eventCount: 500 },
    ]);
  });

  test('with few persons nobody is suspected, and it is said', async () => {
    const report = await reportOn(rows(...crowd(30), ...busy('robot', 500)));
    expect(report.robots).toMatchObject({ threshold: 500, count: 0, largest: [] });
    expect(report.warnings.join(' ')).toContain('from 1,000 people on');
  });

  test('the histogram of events counts every person once', async () => {
    const report = await reportOn(rows(...crowd(1500), ...busy('robot', 500), ...busy('b', 7)));
    const { edges, counts, logarithmic } = report.eventsPerPerson;
    expect(logarithmic).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(report.personCount);
    expect(edges).toHaveLength(counts.length + 1);
    expect(edges).toEqual(edges.toSorted((a, b) => a - b));
    expect(report.eventsPerPersonSkewness).toBeGreaterThan(10);
  });
});

test('the Avito sample: orphans, unobserved clicks, and the counts that SQLite gives', async () => {
  const file = join(temporaryFolder(), 'avito.sqlite');
  writeAvitoSample({ file, streamRowCount: 30_000, seed: 5 });
  const recipe = recipeOf({ source: avitoSource(file), mapping: avitoMapping });
  const report = await buildQualityReport(await ingested(recipe), recipe, silentContext());
  const database = new Database(file, { readonly: true });
  const [stream, missing, unmatched, persons] = [
    'SELECT count(*) FROM trainSearchStream',
    'SELECT count(*) FROM trainSearchStream WHERE IsClick IS NULL',
    'SELECT count(*) FROM trainSearchStream WHERE SearchID NOT IN (SELECT SearchID FROM SearchInfo)',
    'SELECT count(DISTINCT UserID) FROM SearchInfo',
  ].map((sql) => database.prepare<[], number>(sql).pluck().get());
  database.close();
  expect(report).toMatchObject({
    detailRowCount: stream,
    detailUnmatchedCount: unmatched,
    personCount: persons,
  });
  const click = report.columns.find(({ role }) => role === 'click');
  expect(click).toMatchObject({ rowCount: stream, missingCount: missing, minimum: 0, maximum: 1 });
});
