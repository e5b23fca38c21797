// The little of plotly that charts use. Its own types describe the whole of it, and other drawings.
declare module 'plotly.js-strict-dist-min' {
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
    react(
      place: HTMLElement,
      data: readonly object[],
      layout: object,
      config: object,
    ): Promise<unknown>;
    relayout(place: HTMLElement, changes: object): Promise<unknown>;
    purge(place: HTMLElement): void;
    toImage(drawing: PlotDrawing, options: ImageOptions): Promise<string>;
    /** What plotly finds wrong with a drawing; undefined where it finds nothing. */
    validate(data: readonly object[], layout: object): { msg: string }[] | undefined;
  }

  const plotly: Plotly;
  export default plotly;
}
