// The states as a map: a disc a state, as large as its share, an arrow a move, as wide as it is likely.
import type { StatesResult } from '#shared/results/states-result';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { curveBetween, discRadius, headAt, onCircle, type Place } from './graph-geometry.ts';
import { allRows, type StateLook } from './states-looks.ts';
import { inOrder } from './transition-heatmap.ts';

/** Rarer moves are not drawn. */
const leastDrawn = 0.01;
/** Rarer moves carry no number. */
const leastWritten = 0.03;

const figureSize = { width: 720, height: 520 };
const pixelsPerUnit = 155;

interface Disc {
  look: StateLook;
  place: Place;
  radius: number;
}

interface Move {
  from: Disc;
  to: Disc;
  probability: number;
}

function discsOf(looks: readonly StateLook[]): Disc[] {
  return looks.map((look, i) => ({
    look,
    place: onCircle(i, looks.length),
    radius: discRadius(look.segment.rowShare, looks.length),
  }));
}

function movesOf(probabilities: readonly (readonly number[])[], discs: readonly Disc[]): Move[] {
  return discs
    .flatMap((from, i) =>
      discs.flatMap((to, j) => {
        const probability = probabilities[i]?.[j] ?? 0;
        return i !== j && probability > leastDrawn ? [{ from, to, probability }] : [];
      }),
    )
    .sort((a, b) => a.probability - b.probability);
}

const widthOf = (probability: number): number => 1 + 11 * Math.sqrt(probability);

/** The line, its head, and the places where its number stands and where hovering finds it. */
function arrowOf({ from, to, probability }: Move, theme: Theme): Trace[] {
  const ink = inkOf(theme);
  const curve = curveBetween(from, to);
  const head = headAt(curve, 0.05 + 0.05 * Math.sqrt(probability));
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: head.shaft.map(({ x }) => x),
      y: head.shaft.map(({ y }) => y),
      line: { color: ink.context, width: widthOf(probability) },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'lines',
      fill: 'toself',
      fillcolor: ink.muted,
      x: head.outline.map(({ x }) => x),
      y: head.outline.map(({ y }) => y),
      line: { color: ink.muted, width: 1 },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'markers',
      x: [head.middle.x],
      y: [head.middle.y],
      marker: { size: 22, opacity: 0 },
      hovertext: `<b>${from.look.label}</b> to <b>${to.look.label}</b><br>${shareText(probability)}`,
      hovertemplate: '%{hovertext}<extra></extra>',
    },
  ];
}

/** Hovering finds the discs by marks that are not seen. */
function discTrace(discs: readonly Disc[], staying: readonly number[]): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    x: discs.map(({ place }) => place.x),
    y: discs.map(({ place }) => place.y),
    marker: { size: discs.map(({ radius }) => radius * 2 * pixelsPerUnit), opacity: 0 },
    hovertext: discs.map(
      ({ look }, i) =>
        `<b>${look.label}</b><br>${shareText(look.segment.rowShare)} of all rows<br>stays with ${shareText(staying[i] ?? 0)}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function circleShape({ place, radius, look }: Disc, theme: Theme): Layout {
  return {
    type: 'circle',
    xref: 'x',
    yref: 'y',
    x0: place.x - radius,
    x1: place.x + radius,
    y0: place.y - radius,
    y1: place.y + radius,
    fillcolor: look.colour,
    line: { color: inkOf(theme).outline, width: 1 },
  };
}

/** The name outside of the circle, so that no arrow crosses it. */
function nameText({ look, place, radius }: Disc, staying: number, theme: Theme): Layout {
  const length = Math.hypot(place.x, place.y);
  const away = length === 0 ? { x: 0, y: 1 } : { x: place.x / length, y: place.y / length };
  const side = Math.abs(away.x) < 0.25 ? 'center' : away.x > 0 ? 'left' : 'right';
  return {
    x: place.x + away.x * (radius + 0.05),
    y: place.y + away.y * (radius + 0.05),
    xanchor: side,
    yanchor: Math.abs(away.y) < 0.25 ? 'middle' : away.y > 0 ? 'bottom' : 'top',
    align: side,
    text: `<b>${labelText(look.name, 22, 2)}</b><br>stays ${shareText(staying)}`,
    font: { size: 12, color: inkOf(theme).text },
  };
}

function numberTexts(moves: readonly Move[], theme: Theme): Layout[] {
  const ink = inkOf(theme);
  return moves
    .filter(({ probability }) => probability >= leastWritten)
    .map((move) => {
      const { middle } = headAt(curveBetween(move.from, move.to), 0.06);
      return {
        x: middle.x,
        y: middle.y,
        text: shareText(move.probability),
        font: { size: 11, color: ink.text },
        bgcolor: ink.surface,
        borderpad: 1,
      };
    });
}

export function transitionGraph(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const probabilities = inOrder(result.transitionMatrix, looks);
  const staying = looks.map((_, i) => probabilities[i]?.[i] ?? 0);
  const discs = discsOf(looks);
  const moves = movesOf(probabilities, discs);
  const axis = { visible: false, fixedrange: true };
  return {
    data: [...moves.flatMap((move) => arrowOf(move, theme)), discTrace(discs, staying)],
    layout: {
      template: template(theme),
      margin: { l: 8, r: 8, t: 8, b: 8 },
      xaxis: { ...axis, range: [-2.3, 2.3] },
      yaxis: { ...axis, range: [-1.62, 1.62], scaleanchor: 'x' },
      shapes: discs.map((disc) => circleShape(disc, theme)),
      annotations: [
        ...numberTexts(moves, theme),
        ...discs.map((disc, i) => nameText(disc, staying[i] ?? 0, theme)),
      ],
    },
    description:
      moves.length === 0
        ? 'No state leads to another with more than 1 %.'
        : `The likeliest moves between states: ${[...moves]
            .reverse()
            .slice(0, 6)
            .map(
              ({ from, to, probability }) =>
                `${from.look.name} to ${to.look.name} ${shareText(probability)}`,
            )
            .join('; ')}.`,
    method: {
      text: `A disc is as large as the share of the state in all rows; an arrow is as wide as the probability of the move from one ${result.panel.periodUnit.one} to the next. Moves of 1 % or less are not drawn, numbers stand at moves of 3 % or more. "Stays" is the probability to be in the same state again.`,
      formula: 'a(i, j) > 0.01',
      ...allRows(result),
    },
    table: {
      columns: [textColumn('From'), textColumn('To'), numberColumn('Probability')],
      rows: [...moves]
        .reverse()
        .map(({ from, to, probability }) => [from.look.name, to.look.name, probability]),
    },
    size: figureSize,
  };
}
