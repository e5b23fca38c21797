// A picture in the list of a run's pictures.
import type { DrawFigure } from './figure.ts';

/** The page of the window on which a picture belongs. */
export type FigurePage =
  'overview' | 'segments' | 'person' | 'explanations' | 'diagnosis' | 'quality';

export interface FigureEntry {
  /** Stable; also the name of the file. */
  id: string;
  title: string;
  page: FigurePage;
  figure: DrawFigure;
  /** Pictures of one panel are still read at half the width of the page. */
  half?: boolean;
}
