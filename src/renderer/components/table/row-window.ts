// Which rows are in sight. Browsers cannot scroll an element as tall as a million rows at 200 % zoom,
// so the track is capped: dragging the scrollbar then moves in proportion, the wheel still by rows.

export interface RowGeometry {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height of the area that shows rows. */
  readonly viewHeight: number;
}

/** Half of Chromium's limit (2^25 px), for zoom up to 200 %, less a margin. */
export const maximumTrackHeight = 15_000_000;

const fullHeight = ({ rowCount, rowHeight }: RowGeometry) => rowCount * rowHeight;

export function trackHeight(geometry: RowGeometry): number {
  return Math.min(fullHeight(geometry), maximumTrackHeight);
}

export function isScaled(geometry: RowGeometry): boolean {
  return fullHeight(geometry) > maximumTrackHeight;
}

/** The offset into all rows, in pixels, brought into its range. */
export function clampOffset(geometry: RowGeometry, offset: number): number {
  return Math.max(0, Math.min(offset, fullHeight(geometry) - geometry.viewHeight));
}

/** From the scrollbar to the offset into all rows. */
export function offsetAt(geometry: RowGeometry, scrollTop: number): number {
  if (!isScaled(geometry)) return scrollTop;
  const scrollRange = trackHeight(geometry) - geometry.viewHeight;
  const range = fullHeight(geometry) - geometry.viewHeight;
  return clampOffset(geometry, (scrollTop / scrollRange) * range);
}

/** From the offset into all rows to the scrollbar. */
export function scrollTopAt(geometry: RowGeometry, offset: number): number {
  if (!isScaled(geometry)) return offset;
  const scrollRange = trackHeight(geometry) - geometry.viewHeight;
  const range = fullHeight(geometry) - geometry.viewHeight;
  return (offset / range) * scrollRange;
}

export interface RowWindow {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** The rows in sight, with a few more above and below. */
export function rowsInSight(geometry: RowGeometry, offset: number, spare = 6): RowWindow {
  const { rowCount, rowHeight, viewHeight } = geometry;
  const first = Math.floor(offset / rowHeight) - spare;
  const end = Math.ceil((offset + viewHeight) / rowHeight) + spare;
  return { first: Math.max(0, first), end: Math.max(0, Math.min(rowCount, end)) };
}

/** The offset nearest to the present one at which a row is in full sight. */
export function offsetToShow(geometry: RowGeometry, offset: number, row: number): number {
  const { rowHeight, viewHeight } = geometry;
  const top = row * rowHeight;
  if (top < offset) return clampOffset(geometry, top);
  if (top + rowHeight > offset + viewHeight)
    return clampOffset(geometry, top + rowHeight - viewHeight);
  return offset;
}
