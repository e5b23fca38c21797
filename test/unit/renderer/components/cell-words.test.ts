// Cells of a person's rows as people read them.
import { expect, test } from 'vitest';
import {
  cellText,
  columnHeading,
  type PanelColumn,
} from '../../../../src/renderer/components/panel/cell-words.ts';

const column = (parts: Partial<PanelColumn>): PanelColumn => ({
  name: 'x',
  label: 'Weekend share',
  unit: { one: '', many: '' },
  kind: 'continuous',
  isShare: false,
  ...parts,
});

test('flags are yes and no, shares percentages, other numbers numbers', () => {
  expect(cellText(1, column({ kind: 'binary', isShare: true }))).toBe('yes');
  expect(cellText(0, column({ kind: 'binary', isShare: true }))).toBe('no');
  expect(cellText(2 / 3, column({ isShare: true }))).toBe('67 %');
  expect(cellText(2 / 3, column({}))).toBe('0.67');
  expect(cellText(null, column({ isShare: true }))).toBe('');
});

test('a heading says its unit once', () => {
  const weeks = { one: 'week', many: 'weeks' };
  expect(columnHeading(column({ label: 'Since last event', unit: weeks }))).toBe(
    'Since last event, weeks',
  );
  expect(columnHeading(column({ label: 'Weeks away', unit: weeks }))).toBe('Weeks away');
});
