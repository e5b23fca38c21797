// plotly in a page that nobody sees: jsdom for the document, and stand-ins for what needs a screen.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { JSDOM, VirtualConsole } from 'jsdom';
import type { DomElement, DomWindow } from 'jsdom';
import { elementBox } from './element-box.ts';
import { PixelCanvas } from './pixel-canvas.ts';

interface PlotlyInPage {
  newPlot(place: DomElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(place: DomElement): void;
  Snapshot: { toSVG(place: DomElement, format: 'svg', scale: number): string };
}

export interface Drawing {
  data: unknown;
  layout: Readonly<Record<string, unknown>>;
}

function addBoxes(window: DomWindow): void {
  const rectangleOf = (element: DomElement): object => {
    const { x, y, width, height } = elementBox(element);
    return { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
  };
  Object.assign(window.SVGElement.prototype, {
    getBBox(this: DomElement) {
      return elementBox(this);
    },
    getBoundingClientRect(this: DomElement) {
      return rectangleOf(this);
    },
    getComputedTextLength(this: DomElement) {
      return elementBox(this).width;
    },
  });
}

function addCanvas(window: DomWindow): void {
  const canvases = new WeakMap<object, PixelCanvas>();
  Object.assign(window.HTMLCanvasElement.prototype, {
    getContext(this: { width: number; height: number }, kind: string) {
      if (kind !== '2d') return null;
      const canvas = canvases.get(this) ?? new PixelCanvas(this.width, this.height);
      canvases.set(this, canvas);
      return canvas;
    },
    toDataURL(this: { width: number; height: number }) {
      return (canvases.get(this) ?? new PixelCanvas(this.width, this.height)).toDataUrl();
    },
  });
}

/** plotly names clip paths by chance; with a chance that follows from the drawing, files repeat. */
function seedChance(window: DomWindow, drawing: Drawing): void {
  const digest = createHash('sha256').update(JSON.stringify(drawing)).digest();
  let state = digest.readUInt32LE(0);
  window.Math.random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export class PlotlyPage {
  readonly #window: DomWindow;
  readonly #plotly: PlotlyInPage;
  /** One drawing at a time: they share the page and its chance. */
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(window: DomWindow, plotly: PlotlyInPage) {
    this.#window = window;
    this.#plotly = plotly;
  }

  /** Takes about a second: plotly is 5 MB of script. */
  static async open(): Promise<PlotlyPage> {
    const file = createRequire(import.meta.url).resolve('plotly.js/dist/plotly-strict.min.js');
    const script = await readFile(file, 'utf8');
    const { window } = new JSDOM('<!doctype html><body></body>', {
      runScripts: 'outside-only',
      // What the page logs is no part of the command's output; failures are thrown.
      virtualConsole: new VirtualConsole(),
    });
    window.URL.createObjectURL = () => '';
    addBoxes(window);
    addCanvas(window);
    window.eval(script);
    // The script defines the global Plotly, whose shape is that of plotly's documentation.
    return new PlotlyPage(window, window.eval('Plotly') as PlotlyInPage);
  }

  toSvg(drawing: Drawing, width: number, height: number): Promise<string> {
    const drawn = this.#queue.then(() => this.#draw(drawing, width, height));
    this.#queue = drawn.catch(() => undefined);
    return drawn;
  }

  close(): void {
    this.#window.close();
  }

  async #draw(drawing: Drawing, width: number, height: number): Promise<string> {
    const place = this.#window.document.createElement('div');
    this.#window.document.body.append(place);
    seedChance(this.#window, drawing);
    try {
      const layout = { ...structuredClone(drawing.layout), width, height };
      await this.#plotly.newPlot(place, structuredClone(drawing.data), layout, {
        staticPlot: true,
      });
      return this.#plotly.Snapshot.toSVG(place, 'svg', 1);
    } finally {
      this.#plotly.purge(place);
      place.remove();
    }
  }
}
