// How far a table is scrolled: keeps the scrollbar and the rows in step.
import {
  clampOffset,
  isScaled,
  offsetAt,
  offsetToShow,
  rowsInSight,
  scrollTopAt,
  type RowGeometry,
  type RowWindow,
} from './row-window.ts';

export class TableScroll {
  readonly #geometry: () => RowGeometry;
  /** Into all rows, in pixels. */
  #offset = $state(0);
  /** Of the scrollbar; differs from the offset where the track is capped. */
  #scrollTop = $state(0);
  readonly #inSight = $derived.by(() => rowsInSight(this.#geometry(), this.#offset));

  constructor(geometry: () => RowGeometry) {
    this.#geometry = geometry;
  }

  get inSight(): RowWindow {
    return this.#inSight;
  }

  /** Where a row is drawn on the track. */
  topOf(row: number): number {
    return this.#scrollTop + row * this.#geometry().rowHeight - this.#offset;
  }

  toStart(element: HTMLElement | undefined): void {
    this.#moveTo(0, element);
  }

  /** Moves as little as is needed to bring a row into full sight. */
  show(row: number, element: HTMLElement | undefined): void {
    this.#moveTo(offsetToShow(this.#geometry(), this.#offset, row), element);
  }

  /** The scrollbar was moved. */
  followBar(element: HTMLElement): void {
    // What this class has set comes back as an event, rounded.
    if (Math.abs(element.scrollTop - this.#scrollTop) < 1) return;
    this.#scrollTop = element.scrollTop;
    this.#offset = offsetAt(this.#geometry(), element.scrollTop);
  }

  /** The wheel moves by rows also where the scrollbar moves by thousands. */
  followWheel(event: WheelEvent, element: HTMLElement | undefined): void {
    const geometry = this.#geometry();
    if (!isScaled(geometry) || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const unit = [1, geometry.rowHeight, geometry.viewHeight][event.deltaMode] ?? 1;
    this.#moveTo(this.#offset + event.deltaY * unit, element);
  }

  #moveTo(offset: number, element: HTMLElement | undefined): void {
    const geometry = this.#geometry();
    this.#offset = clampOffset(geometry, offset);
    this.#scrollTop = scrollTopAt(geometry, this.#offset);
    if (element) element.scrollTop = this.#scrollTop;
  }
}
