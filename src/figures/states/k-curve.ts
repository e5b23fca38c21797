// How many states: what each number of them explains of people it has not seen, and four criteria that
// charge for every number that was estimated. It grows while a fit runs.
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { escapeText } from '../label-text.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelHeading } from '../panels.ts';
import { template } from '../template.ts';
import { best, curvesOf, type Curve, type Point, type StatesCandidateSoFar } from './k-criteria.ts';
import { axesOf, panelsOf } from './k-panels.ts';

export interface KCurveInput {
  candidates: readonly StatesCandidateSoFar[];
  /** Null while nothing is chosen yet. */
  chosenK: number | null;
  /** The whole range that will be tried, so that a growing picture keeps its axis. */
  range?: readonly [number, number];
  personCount: number;
}

function curveTrace(curve: Curve, chosenK: number | null, panel: number, theme: Theme): Trace {
  const ink = inkOf(theme);
  const { points, criterion } = curve;
  const isChosen = ({ k }: Point): boolean => k === chosenK;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: points.map(({ k }) => k),
    y: points.map(({ value }) => value),
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    line: { color: ink.context, width: 2 },
    marker: {
      opacity: 1,
      size: points.map((point) => (isChosen(point) ? 11 : 7)),
      color: points.map((point) =>
        isChosen(point) ? ink.accent : point.rejected.length > 0 ? ink.surface : ink.muted,
      ),
      line: {
        width: 1.5,
        color: points.map((point) => (isChosen(point) ? ink.accent : ink.muted)),
      },
    },
    ...(points.some(({ error }) => error !== null)
      ? {
          error_y: {
            type: 'data',
            array: points.map(({ error }) => error ?? 0),
            color: ink.muted,
            thickness: 1.2,
            width: 3,
          },
        }
      : {}),
    hovertext: points.map((point) =>
      [
        `<b>${point.k} ${point.k === 1 ? 'state' : 'states'}</b>${isChosen(point) ? ', chosen' : ''}`,
        `${criterion.label}: ${numberText(point.value)}${point.error === null ? '' : ` ± ${numberText(point.error)}`}`,
        ...point.rejected.map((reason) => escapeText(`Rejected: ${reason}`)),
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** The best held-out value less its standard error: what the chosen number has to reach. */
function thresholdLine(curve: Curve, panel: number, theme: Theme): Layout[] {
  const top = best(curve);
  if (!curve.criterion.error || !top || top.error === null) return [];
  return [
    {
      type: 'line',
      layer: 'below',
      xref: `x${axisNumber(panel)} domain`,
      yref: `y${axisNumber(panel)}`,
      x0: 0,
      x1: 1,
      y0: top.value - top.error,
      y1: top.value - top.error,
      line: { color: inkOf(theme).context, width: 1, dash: 'dash' },
    },
  ];
}

function chosenLine(panel: number, chosenK: number, theme: Theme): Layout {
  return {
    type: 'line',
    layer: 'below',
    xref: `x${axisNumber(panel)}`,
    yref: `y${axisNumber(panel)} domain`,
    x0: chosenK,
    x1: chosenK,
    y0: 0,
    y1: 1,
    line: { color: inkOf(theme).accent, width: 1.5, dash: 'dot' },
  };
}

function rangeOf({ range, candidates }: KCurveInput): readonly [number, number] {
  if (range) return range;
  const tried = candidates.map(({ k }) => k);
  return tried.length > 0 ? [Math.min(...tried), Math.max(...tried)] : [2, 13];
}

function describe(curves: readonly Curve[], chosenK: number | null): string {
  const lead = chosenK === null ? 'The choice is not made yet.' : `${chosenK} states were chosen.`;
  const said = curves.flatMap((curve) => {
    const top = best(curve);
    return top ? [`${curve.criterion.label} is best at ${top.k} (${numberText(top.value)})`] : [];
  });
  return [lead, ...(said.length > 0 ? [`${said.join('; ')}.`] : [])].join(' ');
}

function tableOf(
  curves: readonly Curve[],
  candidates: readonly StatesCandidateSoFar[],
): NumbersTable {
  return {
    columns: [
      numberColumn('States'),
      ...curves.flatMap(({ criterion }) => [
        numberColumn(criterion.label),
        ...(criterion.error ? [numberColumn('Standard error')] : []),
      ]),
      textColumn('Rejected because'),
    ],
    rows: candidates.map((candidate) => [
      candidate.k,
      ...curves.flatMap(({ criterion }) => [
        criterion.read(candidate) ?? null,
        ...(criterion.error ? [criterion.error(candidate) ?? null] : []),
      ]),
      (candidate.rejectedBecause ?? []).join(' '),
    ]),
  };
}

export function kCurve(input: KCurveInput, theme: Theme): Figure {
  const { candidates, chosenK, personCount } = input;
  const curves = curvesOf(candidates);
  const panels = panelsOf(curves.length);
  const rows = curves.length <= 1 ? 1 : 1 + Math.ceil((curves.length - 1) / 2);
  return {
    data: curves.map((curve, i) => curveTrace(curve, chosenK, i, theme)),
    layout: {
      template: template(theme),
      // Fixed margins: measuring every tick label of many panels takes longer than drawing them.
      margin: { l: 64, r: 16, t: 44, b: 44 },
      ...axesOf(panels, rangeOf(input)),
      shapes: [
        ...curves.flatMap((curve, i) => thresholdLine(curve, i, theme)),
        ...(chosenK === null ? [] : curves.map((_, i) => chosenLine(i, chosenK, theme))),
      ],
      annotations: curves.flatMap(({ criterion: { label, hint } }, i) => {
        const panel = panels[i];
        const text = `<b>${label}</b><br><span style="font-size:11px">${hint}</span>`;
        return panel ? [panelHeading(panel, text, inkOf(theme).text)] : [];
      }),
    },
    description: describe(curves, chosenK),
    method: {
      text: 'Every number of states is fitted with all its restarts. The filled mark and the dotted line are the chosen number, hollow marks were rejected. By default the smallest number wins that lies within one standard error (dashed) of the best value on people who were held out.',
      formula: curves.map(({ criterion }) => `${criterion.label}: ${criterion.formula}`).join('\n'),
      sampleSize: personCount,
      populationSize: personCount,
      exact: true,
    },
    table: tableOf(curves, candidates),
    size: { width: 720, height: 60 + rows * (rows === 1 ? 220 : 240) },
  };
}
