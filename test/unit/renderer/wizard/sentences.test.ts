// The recipe and the quality report in sentences.
import { describe, expect, it } from 'vitest';
import { draftSchema } from '../../../../src/shared/data/project.ts';
import type { QualityReport } from '../../../../src/shared/data/quality-report.ts';
import { rangeInWords } from '../../../../src/renderer/features/wizard/quality/range-in-words.ts';
import {
  detailSentence,
  robotsSentence,
  rowsSentence,
} from '../../../../src/renderer/features/wizard/quality/report-sentences.ts';
import { recipeSentences } from '../../../../src/renderer/features/wizard/rfe/recipe-sentences.ts';

const report: QualityReport = {
  rowsRead: 1000,
  rowsKept: 1000,
  dropped: [],
  duplicateCount: 0,
  personCount: 90,
  detailRowCount: null,
  detailUnmatchedCount: null,
  firstTime: '2015-04-25 00:03:05',
  lastTime: '2015-05-20 23:59:59',
  asOf: '2015-05-21',
  eventsPerPerson: { edges: [1, 2], counts: [90], logarithmic: true },
  eventsPerPersonSkewness: 2.6,
  robots: { threshold: 437, count: 0, eventShare: 0, treatment: 'leave-out', largest: [] },
  columns: [],
  warnings: [],
};

describe('the report', () => {
  it('begins with the rows', () => {
    expect(rowsSentence(report)).toBe('All 1,000 rows can be used.');
    expect(rowsSentence({ ...report, rowsKept: 950 })).toBe(
      '950 of 1,000 rows can be used; 50 (5.0 %) are left out.',
    );
    expect(rowsSentence({ ...report, rowsKept: 0 })).toBe('None of the 1,000 rows can be used.');
    expect(rowsSentence({ ...report, rowsRead: 0, rowsKept: 0 })).toBe('There are no rows.');
  });

  it('says what became of the second table', () => {
    expect(detailSentence(report)).toBeNull();
    expect(detailSentence({ ...report, detailRowCount: 7, detailUnmatchedCount: 0 })).toBe(
      'All 7 rows of the second table belong to an event.',
    );
    expect(detailSentence({ ...report, detailRowCount: 7, detailUnmatchedCount: 2 })).toBe(
      '2 of 7 rows of the second table have no event and are left out.',
    );
  });

  it('says what becomes of robots', () => {
    expect(robotsSentence(report, 'cap')).toBe('Nobody is suspected to be a robot.');
    const one = { ...report, robots: { ...report.robots, count: 1, eventShare: 0.01 } };
    expect(robotsSentence(one, 'leave-out')).toBe(
      '1 person has more than 437 events (1.0 % of all events) and is left out.',
    );
    const two = { ...report, robots: { ...report.robots, count: 2, eventShare: 0.2 } };
    expect(robotsSentence(two, 'keep')).toBe(
      '2 people have more than 437 events (20 % of all events) and are kept.',
    );
  });

  it('writes ranges, moments as days', () => {
    const column = {
      name: 'at',
      role: 'time',
      type: 'time' as const,
      rowCount: 2,
      missingCount: 0,
      distinctCount: 2,
      constant: false,
      minimum: '2015-04-25 00:03:05',
      maximum: '2015-05-20 23:59:59',
      skewness: null,
      warnings: [],
    };
    expect(rangeInWords(column)).toBe('25 Apr 2015 to 20 May 2015');
    const number = { ...column, type: 'number' as const };
    expect(rangeInWords({ ...number, minimum: -2.5, maximum: 1200 })).toBe('-2.5 to 1,200');
    expect(rangeInWords({ ...number, minimum: 3, maximum: 3 })).toBe('3');
    expect(rangeInWords({ ...column, type: 'text', minimum: 'click', maximum: 'view' })).toBe('');
    expect(rangeInWords({ ...number, minimum: null, maximum: null })).toBe('');
  });
});

describe('the recipe', () => {
  const draft = draftSchema.parse({
    recipe: {
      source: {
        kind: 'sqlite',
        file: 'h1',
        from: { table: 'SearchInfo' },
        detail: { table: 'trainSearchStream', key: 'SearchID', eventKey: 'SearchID' },
      },
      mapping: {
        person: { column: 'UserID' },
        time: { column: 'SearchDate', format: 'iso' },
        click: { column: 'IsClick', from: 'detail' },
        kind: { column: 'what', qualifying: ['search', 'call'] },
      },
      features: { frequency: { measure: 'clicks' } },
    },
  });

  it('is told step by step', () => {
    expect(recipeSentences(draft, 'avito.sqlite').map(({ step, text }) => `${step}: ${text}`))
      .toMatchInlineSnapshot(`
        [
          "data: The rows come from SearchInfo in avito.sqlite, joined with trainSearchStream on SearchID.",
          "roles: Person: UserID; time: SearchDate; click: IsClick; kind of event: what. Of the kinds only search and call count.",
          "quality: People above the 99.9th percentile of events are left out, equal rows are kept and rows with an unreadable time are left out.",
          "settings: Measured are the days since the last event, the number of clicks and the number of sessions (a pause of 30 minutes ends one).",
          "settings: Days are counted back from the day after the last event, time zone UTC.",
          "settings: Measures are cut at the 99.5th percentile, taken as logarithms and brought to a common scale.",
          "settings: By k-means, with 20 restarts, 2 to 10 segments are tried and the number is chosen from the data.",
        ]
      `);
  });

  it('does not say that scores are made from transformed measures', () => {
    const byScores = draftSchema.parse({
      ...draft,
      recipe: { ...draft.recipe, model: { kind: 'quintile-scores', bandCount: 5 } },
    });
    const text = recipeSentences(byScores, 'avito.sqlite').map((sentence) => sentence.text);
    expect(text.at(-2)).toMatch(/^Scores are made from the measures as counted; for the pictures/);
  });

  it('leaves out what is not decided yet', () => {
    const steps = recipeSentences(draftSchema.parse({}), '').map(({ step }) => step);
    expect(steps).not.toContain('data');
    expect(steps).not.toContain('roles');
  });

  it('says every other choice too', () => {
    const other = draftSchema.parse({
      recipe: {
        source: { kind: 'parquet', file: 'h' },
        quality: { negativeAmounts: 'drop', unreadableTimes: 'stop', duplicates: 'drop' },
        asOf: { date: '2015-05-21', timeZone: 'Europe/Moscow' },
        features: {
          recency: { qualifying: 'click' },
          frequency: { measure: 'orders' },
          engagement: { measure: 'amount' },
        },
        transform: { log: false, winsorisePercentile: null },
        zeroFrequencyApart: true,
        model: { kind: 'gaussian-mixture', k: 4 },
      },
    });
    const text = recipeSentences(other, 'orders.parquet')
      .map((sentence) => sentence.text)
      .join(' ');
    expect(text).toContain('The rows come from orders.parquet.');
    expect(text).toContain('equal rows are counted once');
    expect(text).toContain('negative amounts are left out');
    expect(text).toContain('an unreadable time stops the run');
    expect(text).toContain(
      'the days since the last click, the number of orders and the sum of the amounts',
    );
    expect(text).toContain('from 21 May 2015, time zone Europe/Moscow');
    expect(text).toContain('Measures are brought to a common scale.');
    expect(text).toContain('People without a click form a group of their own.');
    expect(text).toContain('By a Gaussian mixture, with 5 restarts, 4 segments are looked for.');
  });
});
