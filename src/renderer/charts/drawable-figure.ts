// What of a figure can be drawn here: the figure, its stand-in without WebGL, or a sentence.
import type { Figure } from '#figures/figure';

export function drawableFigure(figure: Figure, webgl: boolean): Figure | string {
  return webgl ? figure : (figure.withoutWebgl ?? figure);
}
