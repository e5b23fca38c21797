// The line in the top bar.
import { describe, expect, it } from 'vitest';
import { sourceDescriptionSchema } from '../../../../src/shared/data/description.ts';
import { dataFacts } from '../../../../src/renderer/features/frame/data-facts.ts';
import { emptyDraft, readyDraft } from '../support-draft.ts';

const file = { handle: 'h1', fileName: 'orders.csv', sizeBytes: 3_100_000, available: true };

const describedAs = (table: object) =>
  sourceDescriptionSchema.parse({
    fileName: 'orders.csv',
    sizeBytes: 3_100_000,
    kind: 'delimited',
    tables: [{ name: 'orders.csv', kind: 'file', columns: [], ...table }],
    sampledRowCount: 100,
    preset: null,
    warnings: [],
    suggested: { kind: 'delimited', file: 'h1' },
  });

describe('the data facts', () => {
  it('say so while there is no data', () => {
    expect(dataFacts(emptyDraft(), [], null)).toBe('No data yet');
  });

  it('name the file before it is described', () => {
    expect(dataFacts(readyDraft(), [file], null)).toBe('orders.csv');
  });

  it('say whether the number of rows is exact', () => {
    const estimated = describedAs({ rowCount: 20_114_208, rowCountExact: false });
    expect(dataFacts(readyDraft(), [file], estimated)).toBe(
      'orders.csv · about 20,114,208 rows · 3.1 MB',
    );
    const exact = describedAs({ rowCount: 6919, rowCountExact: true });
    expect(dataFacts(readyDraft(), [file], exact)).toBe('orders.csv · 6,919 rows · 3.1 MB');
  });

  it('say that a file is gone', () => {
    expect(dataFacts(readyDraft(), [{ ...file, available: false }], null)).toBe(
      'orders.csv · file not found',
    );
  });
});
