// The way of every restart to its end: did they settle, and do several find the same optimum?
import { linearAxis, logAxis } from './axis.ts';
import type { Figure, Theme, Trace } from './figure.ts';
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
  inertia: { label: 'Inertia above the best end', unit: '%' },
  'log-likelihood': { label: 'Log-likelihood below the best end', unit: 'nats' },
};

function distanceFrom(best: number, value: number, objective: Objective): number {
  const distance =
    objective === 'inertia' ? ((value - best) / (Math.abs(best) || 1)) * 100 : best - value;
  return Math.max(0, distance);
}

/** The best restart is the one marked, or else the one whose end is best so far. */
function bestOf(traces: readonly RestartTraceInput[], objective: Objective): number {
  const marked = traces.findIndex(({ best }) => best);
  if (marked >= 0) return marked;
  const ends = traces.map(({ values }) => {
    const end = values.at(-1);
    return end === undefined ? Infinity : objective === 'inertia' ? end : -end;
  });
  return ends.indexOf(Math.min(...ends));
}

/** `traces` are those of one k. */
export function restartTraces(
  traces: readonly RestartTraceInput[],
  objective: Objective,
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const drawn = traces.filter(({ values }) => values.length > 0);
  const best = bestOf(drawn, objective);
  const ordered = [...drawn.keys()].sort((a, b) => Number(a === best) - Number(b === best));
  const unsettled = drawn.filter(({ converged }) => converged === false).length;
  const k = drawn[0]?.k ?? 0;
  const end = drawn[best]?.values.at(-1);
  const distances = drawn.map(({ values }) =>
    values.map((value) => distanceFrom(end ?? 0, value, objective)),
  );
  const farthest = Math.max(1, ...distances.flat());
  const longest = drawn.reduce((most, { values }) => Math.max(most, values.length), 1);
  const lines = ordered.flatMap((index): Trace[] => {
    const trace = drawn[index];
    if (!trace) return [];
    const isBest = index === best;
    return [
      {
        type: 'scatter',
        mode: trace.values.length === 1 ? 'markers' : 'lines',
        x: trace.values.map((_, step) => step + 1),
        y: (distances[index] ?? []).map(logPosition),
        line: {
          color: isBest ? ink.accent : trace.converged === false ? ink.warning : ink.context,
          width: isBest ? 3 : 1.2,
          dash: trace.converged === false ? 'dash' : 'solid',
        },
        ...(trace.values.length === 1
          ? { marker: { color: isBest ? ink.accent : ink.context, size: 6 } }
          : {}),
        hovertext: trace.values.map(
          (value, step) =>
            `Restart ${trace.restart + 1}${isBest ? ', best' : ''}${trace.converged === false ? ', not converged' : ''}<br>iteration ${step + 1}: ${numberText(value)}`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ];
  });
  return {
    data: lines,
    layout: {
      template: template(theme),
      margin: { l: 16, r: 110, t: 16, b: 16 },
      xaxis: linearAxis('Iteration', {
        range: [0.5, longest + 0.5],
        ...(longest <= 12 ? { dtick: 1 } : { nticks: 10 }),
      }),
      yaxis: logAxis(distanceMeasure[objective], 0, farthest),
      annotations:
        end === undefined
          ? []
          : [
              {
                xref: 'paper',
                x: 1,
                y: 0,
                xanchor: 'left',
                yanchor: 'bottom',
                xshift: 8,
                align: 'left',
                text: `best end<br>${numberText(end)}`,
                font: { size: 12, color: ink.text },
              },
            ],
    },
    description: `${drawn.length} ${drawn.length === 1 ? 'restart' : 'restarts'} of k = ${k}${end === undefined ? '' : `; the best ends at ${numberText(end)}`}. ${unsettled === 0 ? 'Dashed lines: none.' : `${unsettled} did not converge and are dashed.`}`,
    method: {
      text: `The objective after every iteration of every restart for k = ${k}. A restart that reached the iteration cap, or whose objective went the wrong way, is never called converged. The axis is the distance from the best end, on a logarithmic scale; hovering says the objective itself.`,
      formula:
        objective === 'inertia'
          ? 'sum of squared distances to the own centroid, in standardised units'
          : 'sum over persons of log density',
      sampleSize: drawn.length,
      populationSize: drawn.length,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Restart', kind: 'number' },
        { label: 'Iterations', kind: 'number' },
        {
          label: objective === 'inertia' ? 'Final inertia' : 'Final log-likelihood',
          kind: 'number',
        },
        { label: 'Converged', kind: 'text' },
      ],
      rows: drawn.map(({ restart, values, converged }) => [
        restart + 1,
        values.length,
        values.at(-1) ?? null,
        converged === undefined ? 'under way' : converged ? 'yes' : 'no',
      ]),
    },
    size: { width: 720, height: 340 },
  };
}
