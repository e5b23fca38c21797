// Scrolling through any number of rows: nothing is skipped, and both ends are reached.
import { describe, expect, it } from 'vitest';
import {
  clampOffset,
  isScaled,
  maximumTrackHeight,
  offsetAt,
  offsetToShow,
  rowsInSight,
  scrollTopAt,
  trackHeight,
} from '../../../../src/renderer/components/table/row-window.ts';

const few = { rowCount: 100, rowHeight: 28, viewHeight: 280 };
const million = { rowCount: 1_000_000, rowHeight: 28, viewHeight: 448 };

describe('the window of rows', () => {
  it('scrolls a short table by the scrollbar itself', () => {
    expect(isScaled(few)).toBe(false);
    expect(trackHeight(few)).toBe(2800);
    expect(offsetAt(few, 123)).toBe(123);
    expect(scrollTopAt(few, 123)).toBe(123);
  });

  it('caps the track of a million rows, and reaches both ends', () => {
    expect(isScaled(million)).toBe(true);
    expect(trackHeight(million)).toBe(maximumTrackHeight);
    const lastScrollTop = maximumTrackHeight - million.viewHeight;
    expect(offsetAt(million, 0)).toBe(0);
    expect(rowsInSight(million, offsetAt(million, lastScrollTop)).end).toBe(1_000_000);
    expect(rowsInSight(million, offsetAt(million, lastScrollTop), 0).first).toBe(1_000_000 - 16);
  });

  it('turns the scrollbar into an offset and back', () => {
    for (const scrollTop of [0, 1, 7_000_000, maximumTrackHeight - million.viewHeight])
      expect(scrollTopAt(million, offsetAt(million, scrollTop))).toBeCloseTo(scrollTop, 3);
  });

  it('shows every row once when one goes through it page by page', () => {
    const seen = new Set<number>();
    for (let offset = 0; offset <= 2800 - 280; offset += 280) {
      const { first, end } = rowsInSight(few, offset, 0);
      for (let row = first; row < end; row += 1) seen.add(row);
    }
    expect(seen.size).toBe(100);
  });

  it('moves no more than needed to show a row', () => {
    expect(offsetToShow(few, 280, 15)).toBe(280);
    expect(offsetToShow(few, 280, 5)).toBe(140);
    expect(offsetToShow(few, 0, 10)).toBe(28);
    expect(offsetToShow(million, 0, 999_999)).toBe(28_000_000 - 448);
  });

  it('has no rows in an empty table', () => {
    const none = { rowCount: 0, rowHeight: 28, viewHeight: 28 };
    expect(rowsInSight(none, 0)).toEqual({ first: 0, end: 0 });
    expect(clampOffset(none, 50)).toBe(0);
  });
});
