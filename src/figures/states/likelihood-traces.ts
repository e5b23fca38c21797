// The log-likelihood of every restart, iteration by iteration, for every number of states.
import type { StatesTrace } from '#shared/results/states-choice-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading, type Panel } from '../panels.ts';
import { template } from '../template.ts';

interface Group {
  k: number;
  traces: StatesTrace[];
}

function groupsOf(traces: readonly StatesTrace[]): Group[] {
  const ks = [...new Set(traces.map(({ k }) => k))].sort((a, b) => a - b);
  return ks.map((k) => ({
    k,
    // The best is drawn last, on top of the others.
    traces: traces
      .filter((trace) => trace.k === k && trace.perRow.length > 0)
      .sort((a, b) => Number(a.best) - Number(b.best)),
  }));
}

function endWords({ fell, converged, best }: StatesTrace): string {
  return [
    ...(best ? ['best'] : []),
    fell ? 'stopped: its objective fell' : converged ? 'converged' : 'not converged',
  ].join(', ');
}

function lineOf(trace: StatesTrace, panel: number, theme: Theme): Trace {
  const ink = inkOf(theme);
  const failed = trace.fell || !trace.converged;
  const colour = trace.best ? ink.accent : failed ? ink.warning : ink.context;
  const single = trace.perRow.length === 1;
  return {
    type: 'scatter',
    mode: single ? 'markers' : 'lines',
    x: trace.iterations,
    y: trace.perRow,
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    line: { color: colour, width: trace.best ? 2.5 : 1.2, dash: failed ? 'dash' : 'solid' },
    ...(single ? { marker: { color: colour, size: 6 } } : {}),
    hovertext: trace.perRow.map(
      (value, i) =>
        `k = ${trace.k}, restart ${trace.restart + 1} (${endWords(trace)})<br>iteration ${trace.iterations[i] ?? i + 1}: ${numberText(value)} nats a row`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** The first iterations climb so far that the ends could not be told apart: the axis begins later. */
function rangeOf(traces: readonly StatesTrace[]): [number, number] {
  const ends = traces.map(({ perRow }) => perRow.at(-1) ?? 0);
  const [lowest, highest] = [Math.min(...ends), Math.max(...ends)];
  const starts = traces.map(({ perRow }) => perRow[Math.floor(perRow.length / 4)] ?? lowest);
  const floor = Math.min(lowest, ...starts);
  const room = Math.max((highest - floor) * 0.08, Math.abs(highest) * 1e-6, 1e-6);
  return [floor - room, highest + room];
}

function axesOf(groups: readonly Group[], panels: readonly Panel[]): Record<string, Layout> {
  const columns = new Set(panels.map(({ x }) => x[0])).size;
  const fixed = { automargin: false, fixedrange: true };
  return Object.fromEntries(
    groups.flatMap(({ traces }, i): [string, Layout][] => {
      const panel = panels[i];
      if (!panel || traces.length === 0) return [];
      const number = axisNumber(i);
      const longest = Math.max(1, ...traces.map(({ iterations }) => iterations.at(-1) ?? 1));
      return [
        [
          `xaxis${number}`,
          linearAxis(i >= groups.length - columns ? 'Iteration' : '', {
            domain: panel.x,
            anchor: `y${number}`,
            range: [0, longest * 1.04],
            nticks: 4,
            showgrid: false,
            ...fixed,
          }),
        ],
        [
          `yaxis${number}`,
          linearAxis('', {
            domain: panel.y,
            anchor: `x${number}`,
            range: rangeOf(traces),
            nticks: 4,
            tickformat: '',
            ...fixed,
          }),
        ],
      ];
    }),
  );
}

function tableOf(traces: readonly StatesTrace[]): NumbersTable {
  return {
    columns: [
      numberColumn('States'),
      numberColumn('Restart'),
      numberColumn('Iterations'),
      numberColumn('Log-likelihood a row at the end'),
      textColumn('End'),
    ],
    rows: traces.map((trace) => [
      trace.k,
      trace.restart + 1,
      trace.iterations.at(-1) ?? trace.perRow.length,
      trace.perRow.at(-1) ?? null,
      endWords(trace),
    ]),
  };
}

/** One panel a number of states; `chosenK` is marked. */
export function likelihoodTraces(
  traces: readonly StatesTrace[],
  chosenK: number,
  theme: Theme,
): Figure {
  const groups = groupsOf(traces);
  const columns = Math.min(3, Math.max(1, groups.length));
  const rows = Math.max(1, Math.ceil(groups.length / columns));
  const rowHeight = rows === 1 ? 260 : 180;
  const panels = panelGrid(groups.length, columns, 0.1, rows === 1 ? 0 : 66 / (rows * rowHeight));
  const fell = traces.filter(({ fell }) => fell).length;
  const unsettled = traces.filter(({ fell, converged }) => !fell && !converged).length;
  return {
    data: groups.flatMap((group, i) => group.traces.map((trace) => lineOf(trace, i, theme))),
    layout: {
      template: template(theme),
      margin: { l: 56, r: 16, t: 36, b: 44 },
      ...axesOf(groups, panels),
      annotations: groups.flatMap(({ k }, i) => {
        const panel = panels[i];
        const colour = k === chosenK ? inkOf(theme).accent : inkOf(theme).text;
        const text = `<b>k = ${k}</b>${k === chosenK ? ', chosen' : ''}`;
        return panel ? [panelHeading(panel, text, colour)] : [];
      }),
    },
    description: `${traces.length} restarts of ${groups.length} ${groups.length === 1 ? 'number' : 'numbers'} of states. Dashed lines: ${unsettled === 0 && fell === 0 ? 'none' : `${unsettled} did not converge, ${fell} stopped because the objective fell`}.`,
    method: {
      text: 'Log-likelihood in nats a row after every iteration of every restart; the best restart is drawn thick. A restart that hit the cap on iterations, or whose objective fell, is dashed and never called converged. The axis leaves out the first climb where it would hide the ends.',
      formula: 'log p(all rows) / number of rows',
      sampleSize: traces.length,
      populationSize: traces.length,
      exact: true,
    },
    table: tableOf(traces),
    size: { width: 720, height: 80 + rows * rowHeight },
  };
}
