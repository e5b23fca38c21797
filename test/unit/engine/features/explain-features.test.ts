// What is shown of a feature before it runs.
import { describe, expect, test } from 'vitest';
import { explainFeatures } from '#engine/features/explain-features';
import { featureExplanationSchema } from '#shared/calls/engine-calls';
import { mappingSchema } from '#shared/recipe/mapping';
import { engagementMeasures, frequencyMeasures } from '#shared/recipe/rfe-settings';
import { asOfSchema } from '#shared/recipe/event-settings';
import { rfeFeaturesSchema } from '#shared/recipe/rfe-settings';

const column = (name: string) => ({ column: name });
const mapping = mappingSchema.parse({
  person: column('p'),
  time: { column: 't', format: 'iso' },
  click: column('c'),
  session: column('s'),
  order: column('o'),
  amount: column('a'),
});

const explain = (features: object, asOf: object = {}) =>
  explainFeatures(mapping, rfeFeaturesSchema.parse(features), asOfSchema.parse(asOf));

describe('every measure', () => {
  test.each(frequencyMeasures)('frequency: %s', (measure) => {
    const [, frequency] = explain({ frequency: { measure } });
    expect(featureExplanationSchema.parse(frequency).name).toBe('frequency');
    expect(frequency?.sql).toMatch(
      / AS frequency\nFROM qualifying\nGROUP BY person\nORDER BY person$/,
    );
  });

  test.each(engagementMeasures)('engagement: %s', (measure) => {
    const [, , engagement] = explain({ engagement: { measure } });
    expect(engagement?.definition).toMatch(/\.$/);
    expect(engagement?.sql).toContain(' AS engagement');
  });
});

test('the gap is said in words and stands in the SQL', () => {
  const [, , engagement] = explain({ engagement: { measure: 'sessions', gapMinutes: 45 } });
  expect(engagement?.definition).toContain('more than 45 minutes');
  expect(engagement?.sql).toContain('pause > 2700000000');
});

test('a chosen date stands in the SQL; without one it is taken from the data', () => {
  expect(explain({}, { date: '2015-05-21' })[0]?.sql).toContain("TIMESTAMP '2015-05-21 00:00:00'");
  expect(explain({})[0]?.sql).toContain('max(occurred_at) AS DATE) + 1');
});

test('a name of a zone cannot break out of its quotes', () => {
  const instants = mappingSchema.parse({
    person: column('p'),
    time: { column: 't', format: 'unix-seconds' },
  });
  const asOf = asOfSchema.parse({ timeZone: "x'; DROP TABLE event --" });
  const [recency] = explainFeatures(instants, rfeFeaturesSchema.parse({}), asOf);
  expect(recency?.sql).toContain("'x''; DROP TABLE event --'");
});

test('a measure without its column is refused', () => {
  const bare = mappingSchema.parse({ person: column('p'), time: { column: 't', format: 'iso' } });
  const features = rfeFeaturesSchema.parse({ recency: { qualifying: 'click' } });
  expect(() => explainFeatures(bare, features, asOfSchema.parse({}))).toThrow(
    expect.objectContaining({ code: 'mapping.incomplete' }),
  );
});
