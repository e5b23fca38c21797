// The way of every restart to its end: did they settle, and do several find the same optimum?
import { linearAxis, logAxis } from './axis.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from './figure.ts';
import { numberColumn, textColumn } from './figure-parts.ts';
import { logPosition } from './log-scale.ts';
import { numberText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

/** A trace of a finished run, or of one that is under way (then nothing is known of its end). */
export interface RestartTraceInput {
  k: number;
  restart: number;
  values: readonly number[];
  converged?: boolean;
  best?: boolean;
}

export type Objective = 'inertia' | 'log-likelihood';

/** What the vertical axis measures: the distance from the best end, so that worse ends can be told apart. */
const distanceMeasure: Record<Objective, { label: string; unit: string }> = {
  inertia: { label: 'Above the best end', unit: '%' },
  'log-likelihood': { label: 'Below the best end', unit: 'nats' },
};

const formula: Record<Objective, string> = {
  inertia: 'sum of squared distances to the own centroid, in standardised units',
  'log-likelihood': 'sum over persons of log density',
};

function distanceFrom(best: number, value: number, objective: Objective): number {
  const distance =
    objective === 'inertia' ? ((value - best) / (Math.abs(best) || 1)) * 100 : best - value;
  return Math.max(0, distance);
}

/** The best restart is the one marked, or else the one whose end is best so far. */
function bestOf(
  traces: readonly RestartTraceInput[],
  objective: Objective,
): RestartTraceInput | undefined {
  const cost = ({ values }: RestartTraceInput): number =>
    (objective === 'inertia' ? 1 : -1) * (values.at(-1) ?? 0);
  return (
    traces.find(({ best }) => best) ??
    traces.reduce<RestartTraceInput | undefined>(
      (best, each) => (!best || cost(each) < cost(best) ? each : best),
      undefined,
    )
  );
}

function lineOf(
  trace: RestartTraceInput,
  distances: readonly number[],
  isBest: boolean,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  const failed = trace.converged === false;
  const colour = isBest ? ink.accent : ink.context;
  const name = `Restart ${trace.restart + 1}${isBest ? ', best' : ''}${failed ? ', not converged' : ''}`;
  const single = trace.values.length === 1;
  return {
    type: 'scatter',
    mode: single ? 'markers' : 'lines',
    x: trace.values.map((_, step) => step + 1),
    y: distances.map(logPosition),
    line: {
      color: failed && !isBest ? ink.warning : colour,
      width: isBest ? 3 : 1.2,
      dash: failed ? 'dash' : 'solid',
    },
    ...(single ? { marker: { color: colour, size: 6 } } : {}),
    hovertext: trace.values.map(
      (value, step) => `${name}<br>iteration ${step + 1}: ${numberText(value)}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function bestEndText(end: number, theme: Theme): Layout {
  return {
    xref: 'paper',
    x: 1,
    y: 0,
    xanchor: 'left',
    yanchor: 'bottom',
    xshift: 8,
    align: 'left',
    text: `best end<br>${numberText(end)}`,
    font: { size: 12, color: inkOf(theme).text },
  };
}

function describe(
  traces: readonly RestartTraceInput[],
  k: number,
  end: number | undefined,
): string {
  const unsettled = traces.filter(({ converged }) => converged === false).length;
  return [
    `${traces.length} ${traces.length === 1 ? 'restart' : 'restarts'} of k = ${k}`,
    end === undefined ? '. ' : `; the best ends at ${numberText(end)}. `,
    unsettled === 0 ? 'Dashed lines: none.' : `${unsettled} did not converge and are dashed.`,
  ].join('');
}

function tableOf(traces: readonly RestartTraceInput[], objective: Objective): NumbersTable {
  const said = (converged: boolean | undefined): string =>
    converged === undefined ? 'under way' : converged ? 'yes' : 'no';
  return {
    columns: [
      numberColumn('Restart'),
      numberColumn('Iterations'),
      numberColumn(objective === 'inertia' ? 'Final inertia' : 'Final log-likelihood'),
      textColumn('Converged'),
    ],
    rows: traces.map(({ restart, values, converged }) => [
      restart + 1,
      values.length,
      values.at(-1) ?? null,
      said(converged),
    ]),
  };
}

/** `traces` are those of one k. */
export function restartTraces(
  traces: readonly RestartTraceInput[],
  objective: Objective,
  theme: Theme,
): Figure {
  const drawn = traces.filter(({ values }) => values.length > 0);
  const best = bestOf(drawn, objective);
  const k = drawn[0]?.k ?? 0;
  const end = best?.values.at(-1);
  const lines = drawn.map((trace) => ({
    trace,
    distances: trace.values.map((value) => distanceFrom(end ?? 0, value, objective)),
  }));
  const farthest = Math.max(1, ...lines.flatMap(({ distances }) => distances));
  const longest = Math.max(1, ...drawn.map(({ values }) => values.length));
  // The best is drawn last, on top of the others.
  const ordered = [...lines].sort((a, b) => Number(a.trace === best) - Number(b.trace === best));
  return {
    data: ordered.map(({ trace, distances }) => lineOf(trace, distances, trace === best, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 110, t: 16, b: 16 },
      xaxis: linearAxis('Iteration', {
        range: [0.5, longest + 0.5],
        ...(longest <= 12 ? { dtick: 1 } : { nticks: 10 }),
      }),
      yaxis: logAxis(distanceMeasure[objective], 0, farthest),
      annotations: end === undefined ? [] : [bestEndText(end, theme)],
    },
    description: describe(drawn, k, end),
    method: {
      text: `The objective after every iteration of every restart for k = ${k}. A restart that reached the iteration cap, or whose objective went the wrong way, is never called converged. The axis is the distance from the best end, on a logarithmic scale; hovering says the objective itself.`,
      formula: formula[objective],
      sampleSize: drawn.length,
      populationSize: drawn.length,
      exact: true,
    },
    table: tableOf(drawn, objective),
    size: { width: 720, height: 340 },
  };
}
