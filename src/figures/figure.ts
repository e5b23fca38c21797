// What every picture consists of: the drawing for plotly, and the same finding as words and numbers.

/** Pictures are drawn for one of two surfaces. */
export type Theme = 'light' | 'dark';

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The kinds of plotly traces that pictures are made of. */
export type TraceType = 'bar' | 'box' | 'heatmap' | 'sankey' | 'scatter' | 'scatterpolar';

export type Trace = { readonly type: TraceType } & {
  readonly [attribute: string]: Json | undefined;
};

export interface Layout {
  readonly [attribute: string]: Json | undefined;
}

/** How the numbers of a picture were come by. */
export interface Method {
  /** Plain words, one to three sentences. */
  text: string;
  /** The formula or the SQL, as it would be written down; absent where the text says all. */
  formula?: string;
  /** Rows, persons or runs behind the picture, of `populationSize`. */
  sampleSize: number;
  populationSize: number;
  /** True where nothing was sampled. */
  exact: boolean;
}

export interface TableColumn {
  label: string;
  kind: 'text' | 'number';
}

/** The numbers behind a picture. A null is a number that does not exist, shown as an empty cell. */
export interface NumbersTable {
  columns: TableColumn[];
  rows: (string | number | null)[][];
}

/** From where a cube is seen, in degrees: round its upright axis, and above its floor. */
export interface View {
  readonly azimuth: number;
  readonly elevation: number;
}

export interface Figure {
  data: Trace[];
  layout: Layout;
  /** What a reader who cannot see the picture is told. */
  description: string;
  method: Method;
  table: NumbersTable;
  /** The size in CSS pixels for which labels were placed; wider is fine. */
  size: { width: number; height: number };
  /** Present where the picture can be turned: from where it is seen. */
  view?: View;
}

/** A picture waits for the theme it is shown in, and for the hand that turns it where that is possible. */
export type DrawFigure = (theme: Theme, view?: View) => Figure;
