// Settings without a window: what a mapping allows, faults, days, summaries.
import { describe, expect, it } from 'vitest';
import { draftSchema } from '../../../../src/shared/data/project.ts';
import { rfeModelSchema } from '../../../../src/shared/recipe/rfe-settings.ts';
import { settingsOf, withKind } from '../../../../src/renderer/features/wizard/rfe/edit-recipe.ts';
import { foldSummaries } from '../../../../src/renderer/features/wizard/rfe/fold-summaries.ts';
import {
  engagementOptions,
  frequencyOptions,
  measureFault,
  recencyOptions,
  variantOptions,
} from '../../../../src/renderer/features/wizard/rfe/measure-options.ts';
import { nextDay } from '../../../../src/renderer/features/wizard/rfe/next-day.ts';
import { settingsFault } from '../../../../src/renderer/features/wizard/rfe/settings-fault.ts';
import { placeOn } from '../../../../src/renderer/features/wizard/layout/time-line.ts';
import { milestones } from '../../../../src/renderer/features/wizard/rfe/measure-days.ts';
import { timeZones } from '../../../../src/renderer/features/wizard/rfe/time-zones.ts';
import type { DraftMapping } from '../../../../src/renderer/features/wizard/state/mapping-edits.ts';
import { takeMapping } from '../../../../src/renderer/features/wizard/state/suggest-features.ts';

const event = (column: string) => ({ column, from: 'event' as const });
const settings = (recipe: object = {}) => settingsOf(draftSchema.parse({ recipe }));

/** Settings after the roles were taken, as the wizard takes them. */
function settingsFor(mapping: DraftMapping) {
  const draft = draftSchema.parse({});
  takeMapping(draft, mapping);
  return settingsOf(draft);
}

describe('measures', () => {
  it('that the mapping does not allow are listed with the reason', () => {
    const closed = frequencyOptions({}).filter(({ disabled }) => disabled);
    expect(closed.map(({ value, description }) => [value, description])).toEqual([
      ['clicks', 'No column says what a click is.'],
      ['orders', 'No column holds an order.'],
    ]);
    expect(recencyOptions({}).find(({ value }) => value === 'click')?.disabled).toBe(true);
    expect(engagementOptions({}).find(({ value }) => value === 'session-ids')?.disabled).toBe(true);
    expect(variantOptions({}).find(({ value }) => value === 'money')?.disabled).toBe(true);
  });

  it('are open where their column is mapped', () => {
    const mapping = {
      click: event('c'),
      order: event('o'),
      session: event('s'),
      amount: event('a'),
    };
    const all = [
      ...frequencyOptions(mapping),
      ...recencyOptions(mapping),
      ...engagementOptions(mapping),
      ...variantOptions(mapping),
    ];
    expect(all.every(({ disabled }) => !disabled)).toBe(true);
  });

  it('that were chosen and lost their column are a fault', () => {
    expect(measureFault(frequencyOptions({}), 'clicks')).toBe(
      'Clicks: No column says what a click is.',
    );
    expect(measureFault(frequencyOptions({}), 'events')).toBeNull();
  });
});

describe('the settings as a whole', () => {
  it('are their defaults, with the measures of the mapping', () => {
    const { asOf, features, model, seed } = settingsFor({ amount: event('a') });
    expect(asOf).toEqual({ date: null, timeZone: 'UTC' });
    expect(features.engagement.measure).toBe('amount');
    expect(model).toMatchObject({ kind: 'k-means', kMinimum: 2, kMaximum: 10, restartCount: 20 });
    expect(seed).toBe(1);
  });

  it('name their first fault', () => {
    const mapping = { amount: event('a') };
    expect(settingsFault(settingsFor(mapping), mapping)).toBeNull();
    expect(settingsFault(settingsFor(mapping), {})).toBe('Money: No column holds an amount.');
    const model = { kind: 'k-means', kMinimum: 8, kMaximum: 4 };
    expect(settingsFault(settings({ model }), {})).toBe(
      'The smallest number of segments is above the largest.',
    );
    expect(settingsFault(settings({ model: { ...model, k: 5 } }), {})).toBeNull();
  });

  it('keep the numbers of segments when the way of segmenting changes', () => {
    const five = withKind(rfeModelSchema.parse({ kind: 'k-means', k: 5 }), 'gaussian-mixture');
    expect(five).toMatchObject({ kind: 'gaussian-mixture', k: 5, restartCount: 5 });
    expect(withKind(five, 'quintile-scores')).toEqual({ kind: 'quintile-scores', bandCount: 5 });
    expect(withKind(five, 'gaussian-mixture')).toBe(five);
  });

  it('are summed up where they are folded', () => {
    expect(foldSummaries(settings())).toEqual({
      transform: 'logarithm, winsorised at 99.5 %',
      search: '20 restarts, seed 1',
      migration: 'date chosen from the data',
    });
    const other = settings({
      transform: { log: false, winsorisePercentile: null },
      model: { kind: 'quintile-scores', bandCount: 4 },
      migrationFrom: '2015-05-01',
    });
    expect(foldSummaries(other)).toEqual({
      transform: 'no logarithm, not winsorised',
      search: '4 bands, seed 1',
      migration: 'from 1 May 2015',
    });
  });
});

describe('days', () => {
  it('follow each other over months, years and leap days', () => {
    expect(nextDay('2015-05-20')).toBe('2015-05-21');
    expect(nextDay('2024-02-28')).toBe('2024-02-29');
    expect(nextDay('2023-12-31')).toBe('2024-01-01');
  });

  it('lie on a line from the first to the last of them', () => {
    const line = milestones({
      first: '2015-01-01',
      last: '2015-01-10',
      asOf: '2015-01-11',
      migrationFrom: '2015-01-06',
    });
    expect(line.map(({ name, place }) => [name, place])).toEqual([
      ['First event', 0],
      ['Earlier date', 0.5],
      ['Last event', 0.9],
      ['As-of date', 1],
    ]);
  });

  it('outside of the line lie at its ends', () => {
    const place = placeOn(['2015-01-11', '2015-01-01']);
    expect(['2014-12-01', '2015-01-01', '2015-01-06', '2016-01-01'].map(place)).toEqual([
      0, 0, 0.5, 1,
    ]);
  });

  it('that are all the same do not divide by zero', () => {
    const day = '2015-01-01';
    const line = milestones({ first: day, last: day, asOf: day, migrationFrom: null });
    expect(line.map(({ place }) => place)).toEqual([0, 0, 0]);
  });

  it('belong to a zone; UTC comes first and the chosen one is listed', () => {
    const zones = timeZones('Europe/Moscow').map(({ value }) => value);
    expect(zones[0]).toBe('UTC');
    expect(zones.filter((zone) => zone === 'Europe/Moscow')).toHaveLength(1);
  });
});
