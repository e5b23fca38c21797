// As much of a 2D canvas as plotly needs for a heatmap: filled rectangles and pixels, read as a PNG.
import { encodePng } from './png.ts';
import { textWidth } from './text-width.ts';

type Channels = [number, number, number, number];

function channelsOf(fillStyle: string): Channels {
  const [red = 0, green = 0, blue = 0, opacity = 1] = (
    fillStyle.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []
  ).map(Number);
  return [red, green, blue, Math.round(opacity * 255)];
}

export interface PixelData {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Holds the pixels of one canvas; the size is fixed when drawing begins. */
export class PixelCanvas {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint8ClampedArray;
  fillStyle = '#000';
  font = '12px sans-serif';

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#pixels = new Uint8ClampedArray(width * height * 4);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const channels = channelsOf(this.fillStyle);
    const left = Math.max(0, Math.round(Math.min(x, x + width)));
    const right = Math.min(this.width, Math.round(Math.max(x, x + width)));
    const top = Math.max(0, Math.round(Math.min(y, y + height)));
    const bottom = Math.min(this.height, Math.round(Math.max(y, y + height)));
    for (let row = top; row < bottom; row += 1)
      for (let column = left; column < right; column += 1)
        this.#pixels.set(channels, (row * this.width + column) * 4);
  }

  clearRect(): void {
    this.#pixels.fill(0);
  }

  createImageData(width: number, height: number): PixelData {
    return { width, height, data: new Uint8ClampedArray(width * height * 4) };
  }

  putImageData({ data }: PixelData): void {
    this.#pixels.set(data.subarray(0, this.#pixels.length));
  }

  measureText(text: string): { width: number } {
    return { width: textWidth(text, Number.parseFloat(this.font) || 12, false) };
  }

  toDataUrl(): string {
    const png = encodePng(this.#pixels, this.width, this.height);
    return `data:image/png;base64,${png.toString('base64')}`;
  }
}
