// The little of plotly that charts use, and the parts of its inside on which its pace depends. Its own
// types describe the whole of it, and other drawings.
declare module 'plotly.js/lib/core.js' {
  export interface PlotDrawing {
    data: readonly object[];
    layout: object;
    config?: object;
  }

  export interface ImageOptions {
    format: 'png' | 'svg';
    width: number;
    height: number;
    /** Pixels of the image to one of the drawing. */
    scale: number;
    imageDataOnly: boolean;
  }

  export interface Plotly {
    register(modules: readonly object[]): void;
    react(
      place: HTMLElement,
      data: readonly object[],
      layout: object,
      config: object,
    ): Promise<unknown>;
    restyle(place: HTMLElement, changes: object, traces: readonly number[]): Promise<unknown>;
    relayout(place: HTMLElement, changes: object): Promise<unknown>;
    purge(place: HTMLElement): void;
    toImage(drawing: PlotDrawing, options: ImageOptions): Promise<string>;
    /** What plotly finds wrong with a drawing; undefined where it finds nothing. */
    validate(data: readonly object[], layout: object): { msg: string }[] | undefined;
  }

  const plotly: Plotly;
  export default plotly;
}

declare module 'plotly.js/src/lib/index.js' {
  export type Step = (graph: unknown) => unknown;

  const Lib: {
    /** Takes the steps one by one, and waits for one that gives a promise. */
    syncOrAsync: (steps: Step[], graph: unknown, finalStep?: Step) => unknown;
  };
  export default Lib;
}

declare module 'plotly.js/src/plots/plots.js' {
  const Plots: { readonly previousPromises: (graph: unknown) => unknown };
  export default Plots;
}

declare module 'plotly.js/src/plots/cartesian/axes.js' {
  const Axes: { draw: (...args: readonly unknown[]) => unknown };
  export default Axes;
}

declare module 'plotly.js/src/*' {
  const part: object;
  export default part;
}

/** The kinds of traces, to be registered. */
declare module 'plotly.js/lib/*' {
  const trace: object;
  export default trace;
}
