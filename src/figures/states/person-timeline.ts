// One person from period to period: how likely each state is, the most probable path, which cells of
// the panel were seen and which were filled in, and what is expected next.
import type { PersonStatesView } from '#shared/results/person-states';
import type { Figure, Layout, Theme } from '../figure.ts';
import { escapeText, shorten } from '../label-text.ts';
import { dateText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { legendHeight, type StateLook } from './states-looks.ts';
import { cellMarks, pathBars, placesOf, probabilityBars } from './timeline-traces.ts';
import { describeTimeline, timelineTable, type Unit } from './timeline-words.ts';

/** Pixels: the probabilities, the path, and every feature below. */
const heights = { probabilities: 180, path: 26, feature: 20, gap: 30, ticks: 56 };

interface Stack {
  probabilities: [number, number];
  path: [number, number];
  cells: [number, number];
  height: number;
}

function stackOf(featureCount: number, top: number): Stack {
  const cells = Math.max(1, featureCount) * heights.feature;
  const total = heights.probabilities + heights.gap + heights.path + heights.gap + cells;
  const at = (pixels: number): number => pixels / total;
  return {
    cells: [0, at(cells)],
    path: [at(cells + heights.gap), at(cells + heights.gap + heights.path)],
    probabilities: [1 - at(heights.probabilities), 1],
    height: total + top + heights.ticks,
  };
}

/** A dashed line between what was seen and what is expected. */
function nowLine(view: PersonStatesView, theme: Theme): { shapes: Layout[]; words: Layout[] } {
  if (view.forecast.length === 0) return { shapes: [], words: [] };
  const x = view.rows.length - 0.5;
  return {
    shapes: [
      {
        type: 'line',
        x0: x,
        x1: x,
        yref: 'paper',
        y0: 0,
        y1: 1,
        line: { color: inkOf(theme).text, width: 1.5, dash: 'dash' },
      },
    ],
    words: [{ x, yref: 'y2 domain', y: 0.5, xanchor: 'left', xshift: 6, text: 'expected' }],
  };
}

function ticksOf(view: PersonStatesView): Layout {
  const { past, ahead } = placesOf(view);
  const all = [...past, ...ahead];
  const step = Math.max(1, Math.ceil(all.length / 8));
  const shown = all.filter((_, i) => i % step === 0);
  return {
    tickvals: shown.map(({ x }) => x),
    ticktext: shown.map(({ period }) => {
      const [day = '', month = '', year = ''] = dateText(period).split(' ');
      return `${day} ${month.slice(0, 3)}<br>${year}`;
    }),
  };
}

export function personTimeline(
  view: PersonStatesView,
  looks: readonly StateLook[],
  unit: Unit,
  theme: Theme,
): Figure {
  const top = legendHeight(looks.length + 3);
  const stack = stackOf(view.columns.length, top);
  const ink = inkOf(theme);
  const now = nowLine(view, theme);
  const count = view.rows.length + view.forecast.length;
  const bare = { showgrid: false, showline: false, ticks: '', fixedrange: true };
  return {
    data: [
      ...probabilityBars(view, looks, theme),
      pathBars(view, looks, theme),
      ...(['seen', 'filled', 'missing'] as const).map((origin) => cellMarks(view, origin, theme)),
    ],
    layout: {
      template: template(theme),
      barmode: 'stack',
      bargap: 0,
      // A last label that pushed the margin would move itself back in, and plotly would never settle.
      margin: { l: 16, r: 28, t: top, b: 16 },
      showlegend: true,
      legend: {
        orientation: 'h',
        x: 0,
        y: 1.02,
        xanchor: 'left',
        yanchor: 'bottom',
        traceorder: 'normal',
      },
      xaxis: {
        ...ticksOf(view),
        range: [-0.5, count - 0.5],
        showgrid: false,
        anchor: 'y3',
        automargin: 'height',
      },
      yaxis: {
        domain: stack.probabilities,
        range: [0, 100],
        dtick: 50,
        ticksuffix: ' %',
        fixedrange: true,
        title: { text: 'Probability' },
      },
      yaxis2: {
        ...bare,
        domain: stack.path,
        range: [0, 1],
        tickvals: [0.5],
        ticktext: ['Most probable path'],
        tickfont: { size: 12, color: ink.text },
      },
      yaxis3: {
        ...bare,
        domain: stack.cells,
        range: [view.columns.length - 0.5, -0.5],
        tickvals: view.columns.map((_, i) => i),
        ticktext: view.columns.map(({ label }) => escapeText(shorten(label, 24))),
        tickfont: { size: 12, color: ink.text },
      },
      shapes: now.shapes,
      annotations: now.words,
    },
    description: describeTimeline(view, looks, unit),
    method: {
      text: `Bars: the probability of every state given all rows of this person; hovering also says what was known at that time (filtered). Band: the single most probable path (Viterbi). Squares: filled where the value was seen in events, hollow where the fill policy put it there; a cross is missing and was integrated out. Right of the line: the last filtered state carried on by the transitions.`,
      formula: 'p(state at t | all rows), p(state at t | rows up to t), argmax p(path | all rows)',
      sampleSize: view.rows.length,
      populationSize: view.rows.length,
      exact: true,
    },
    table: timelineTable(view, looks),
    size: { width: 720, height: stack.height },
  };
}
