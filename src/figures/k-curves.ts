// Every criterion over the number of clusters, as small multiples; it grows while candidates arrive.
import { linearAxis } from './axis.ts';
import { bestPoint, betterText, criteria, curveOf } from './criteria.ts';
import type { CandidateSoFar, Criterion, CriterionPoint } from './criteria.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from './figure.ts';
import { numberColumn, textColumn } from './figure-parts.ts';
import { numberText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { axisNumber, panelGrid, panelHeading } from './panels.ts';
import type { Panel } from './panels.ts';
import { template } from './template.ts';

export interface KCurvesInput {
  candidates: readonly CandidateSoFar[];
  /** Null while nothing is chosen yet. */
  chosenK: number | null;
  /** The whole range that will be tried, so that a growing picture keeps its axis. */
  range?: readonly [number, number];
  personCount: number;
}

/** Pixels of a row of panels, and of what stands between two rows: ticks below, headings above. */
const rowHeight = 210;
const rowGap = 84;
const keyHeight = 20;

interface Curve {
  criterion: Criterion;
  points: CriterionPoint[];
}

function curveTrace(curve: Curve, input: KCurvesInput, panel: number, theme: Theme): Trace {
  const ink = inkOf(theme);
  const { points, criterion } = curve;
  const rejected = new Map(
    input.candidates.map(({ k, rejectedBecause }) => [k, rejectedBecause ?? []]),
  );
  const isChosen = (k: number): boolean => k === input.chosenK;
  const out = (k: number): boolean => (rejected.get(k) ?? []).length > 0;
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
      size: points.map(({ k }) => (isChosen(k) ? 11 : 7)),
      color: points.map(({ k }) => (isChosen(k) ? ink.accent : out(k) ? ink.surface : ink.muted)),
      line: { width: 1.5, color: points.map(({ k }) => (isChosen(k) ? ink.accent : ink.muted)) },
    },
    ...(points.some(({ high }) => high !== null)
      ? {
          error_y: {
            type: 'data',
            array: points.map(({ value, high }) => (high === null ? 0 : high - value)),
            arrayminus: points.map(({ value, low }) => (low === null ? 0 : value - low)),
            color: ink.muted,
            thickness: 1.2,
            width: 3,
          },
        }
      : {}),
    hovertext: points.map(({ k, value, low, high }) =>
      [
        `<b>k = ${k}</b>${isChosen(k) ? ', chosen' : ''}`,
        `${criterion.label} ${numberText(value)}${low === null || high === null ? '' : ` (${numberText(low)} to ${numberText(high)})`}`,
        ...(rejected.get(k) ?? []).map((reason) => `Rejected: ${reason}`),
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function kRangeOf({ candidates, range }: KCurvesInput): readonly [number, number] {
  if (range) return range;
  const tried = candidates.map(({ k }) => k);
  return tried.length > 0 ? [Math.min(...tried), Math.max(...tried)] : [2, 10];
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

function summarise(curves: readonly Curve[], input: KCurvesInput): string {
  const lead =
    input.chosenK === null ? 'The choice is not made yet.' : `k = ${input.chosenK} was chosen.`;
  const parts = curves.map(({ criterion, points }) => {
    const best = bestPoint(criterion, points);
    if (best) return `${criterion.label} is best at k = ${best.k} (${numberText(best.value)})`;
    const [first, last] = [points[0]?.value ?? 0, points.at(-1)?.value ?? 0];
    return `${criterion.label} goes from ${numberText(first)} to ${numberText(last)}`;
  });
  return [lead, ...(parts.length > 0 ? [`${parts.join('; ')}.`] : [])].join(' ');
}

/** One pair of axes a panel; only the lowest ones say what k is. */
function axesOf(
  panels: readonly Panel[],
  columns: number,
  [kLow, kHigh]: readonly [number, number],
): Record<string, Layout> {
  const fixed = { automargin: false, fixedrange: true };
  const axes = panels.flatMap((panel, i): [string, Layout][] => {
    const number = axisNumber(i);
    const title = i >= panels.length - columns ? 'Number of clusters k' : '';
    const x = linearAxis(title, {
      domain: panel.x,
      anchor: `y${number}`,
      range: [kLow - 0.5, kHigh + 0.5],
      dtick: kHigh - kLow > 12 ? 2 : 1,
      showgrid: false,
      ...fixed,
    });
    const y = linearAxis('', { domain: panel.y, anchor: `x${number}`, nticks: 5, ...fixed });
    return [
      [`xaxis${number}`, x],
      [`yaxis${number}`, y],
    ];
  });
  return Object.fromEntries(axes);
}

function headingOf(panel: Panel, { label, better }: Criterion, theme: Theme): Layout {
  const hint = `<span style="font-size:11px">${betterText[better]}</span>`;
  return panelHeading(panel, `<b>${label}</b><br>${hint}`, inkOf(theme).text);
}

/** Below the pictures, where marks differ: what the hollow ones are. */
function keyOf(input: KCurvesInput): Layout[] {
  const isAnyOut = input.candidates.some(({ rejectedBecause }) => rejectedBecause?.length);
  if (!isAnyOut) return [];
  return [
    {
      xref: 'paper',
      yref: 'paper',
      x: 0,
      xanchor: 'left',
      y: 0,
      yanchor: 'top',
      yshift: -44,
      text: `${input.chosenK === null ? '' : 'blue: chosen; '}hollow: rejected`,
    },
  ];
}

function tableOf(curves: readonly Curve[], candidates: readonly CandidateSoFar[]): NumbersTable {
  return {
    columns: [
      numberColumn('k'),
      ...curves.map(({ criterion }) => numberColumn(criterion.label)),
      textColumn('Rejected because'),
    ],
    rows: candidates.map((candidate) => [
      candidate.k,
      ...curves.map(({ criterion }) => criterion.read(candidate)?.value ?? null),
      (candidate.rejectedBecause ?? []).join(' '),
    ]),
  };
}

export function kCurves(input: KCurvesInput, theme: Theme): Figure {
  const { candidates, chosenK, personCount } = input;
  const curves = criteria
    .map((criterion) => ({ criterion, points: curveOf(criterion, candidates) }))
    .filter(({ points }) => points.length > 0);
  const key = keyOf(input);
  const columns = Math.min(3, Math.max(1, curves.length));
  const rows = Math.max(1, Math.ceil(curves.length / columns));
  const gapY = rows === 1 ? 0 : rowGap / (rows * rowHeight);
  const panels = panelGrid(curves.length, columns, 0.085, gapY);
  return {
    data: curves.map((curve, i) => curveTrace(curve, input, i, theme)),
    layout: {
      template: template(theme),
      // Fixed margins: measuring every tick label of many panels takes longer than drawing them.
      margin: { l: 52, r: 16, t: 44, b: 44 + key.length * keyHeight },
      ...axesOf(panels, columns, kRangeOf(input)),
      shapes: chosenK === null ? [] : curves.map((_, i) => chosenLine(i, chosenK, theme)),
      annotations: [
        ...curves.flatMap(({ criterion }, i) => {
          const panel = panels[i];
          return panel ? [headingOf(panel, criterion, theme)] : [];
        }),
        ...key,
      ],
    },
    description: summarise(curves, input),
    method: {
      text: 'Every candidate is fitted with all its restarts; the filled mark and the dotted line are the chosen k, hollow marks were rejected. Bars are 95 % intervals for the silhouette and one standard error for the gap.',
      formula: curves.map(({ criterion }) => `${criterion.label}: ${criterion.formula}`).join('\n'),
      sampleSize: personCount,
      populationSize: personCount,
      exact: !candidates.some(({ silhouette }) => silhouette && !silhouette.exact),
    },
    table: tableOf(curves, candidates),
    size: { width: 720, height: 60 + rows * rowHeight + key.length * keyHeight },
  };
}
