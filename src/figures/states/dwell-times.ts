// How long people stay in a state, against what the model takes for granted: the geometric law.
import type { StatesResult } from '#shared/results/states-result';
import { linearAxis, percentAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading, type Panel } from '../panels.ts';
import { template } from '../template.ts';
import { periodsText, type StateLook } from './states-looks.ts';

type Dwell = StatesResult['pictures']['dwell'][number];

interface DwellPanel {
  look: StateLook;
  dwell: Dwell;
}

/** Beyond, lines lie on the axis. */
const leastShown = 0.005;

function shownLength({ survival, geometricSurvival }: Dwell): number {
  const last = Math.max(
    survival.findLastIndex((value) => value >= leastShown),
    geometricSurvival.findLastIndex((value) => value >= leastShown),
  );
  return Math.min(60, Math.max(2, last + 2));
}

function tracesOf(
  { look, dwell }: DwellPanel,
  panel: number,
  unit: { one: string; many: string },
  theme: Theme,
): Trace[] {
  const ink = inkOf(theme);
  const length = shownLength(dwell);
  const axes = { xaxis: `x${axisNumber(panel)}`, yaxis: `y${axisNumber(panel)}` };
  // Everybody stays longer than no period at all.
  const survival = [1, ...dwell.survival.slice(0, length)];
  const geometric = [1, ...dwell.geometricSurvival.slice(0, length)];
  const hover = (values: readonly number[], law: string): string[] =>
    values.map(
      (value, periods) =>
        `<b>${look.label}</b><br>longer than ${periodsText(periods, unit)}: ${shareText(value)} ${law}`,
    );
  return [
    {
      type: 'scatter',
      mode: 'lines',
      name: 'geometric law of the model',
      showlegend: panel === 0,
      legendgroup: 'law',
      x: geometric.map((_, periods) => periods),
      y: geometric.map((value) => value * 100),
      line: { color: ink.text, width: 1.5, dash: 'dash' },
      hovertext: hover(geometric, 'by the model'),
      hovertemplate: '%{hovertext}<extra></extra>',
      ...axes,
    },
    {
      type: 'scatter',
      mode: 'lines+markers',
      name: 'seen',
      showlegend: panel === 0,
      legendgroup: 'seen',
      x: survival.map((_, periods) => periods),
      y: survival.map((value) => value * 100),
      line: { color: look.colour, width: 2.5, shape: 'hv' },
      marker: { color: look.colour, size: 6, line: { color: ink.outline, width: 1 } },
      hovertext: hover(survival, 'seen'),
      hovertemplate: '%{hovertext}<extra></extra>',
      ...axes,
    },
  ];
}

function axesOf(
  shown: readonly DwellPanel[],
  panels: readonly Panel[],
  many: string,
): Record<string, Layout> {
  const columns = new Set(panels.map(({ x }) => x[0])).size;
  const fixed = { automargin: false, fixedrange: true };
  return Object.fromEntries(
    shown.flatMap(({ dwell }, i): [string, Layout][] => {
      const panel = panels[i];
      if (!panel) return [];
      const number = axisNumber(i);
      return [
        [
          `xaxis${number}`,
          linearAxis(i >= shown.length - columns ? `${many} in a row` : '', {
            domain: panel.x,
            anchor: `y${number}`,
            range: [0, shownLength(dwell)],
            nticks: 5,
            showgrid: false,
            ...fixed,
          }),
        ],
        [
          `yaxis${number}`,
          percentAxis('', {
            domain: panel.y,
            anchor: `x${number}`,
            range: [0, 104],
            dtick: 50,
            ...fixed,
          }),
        ],
      ];
    }),
  );
}

function meanText({ look: { segment } }: DwellPanel, unit: { one: string; many: string }): string {
  const model = segment.dwellMean === null ? 'never left' : periodsText(segment.dwellMean, unit);
  const seen = segment.dwellObserved === null ? '' : `, seen ${numberText(segment.dwellObserved)}`;
  return `mean ${model}${seen}`;
}

export function dwellTimes(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const unit = result.panel.periodUnit;
  const shown = looks.flatMap((look): DwellPanel[] => {
    const dwell = result.pictures.dwell.find(({ state }) => state === look.segment.index);
    return dwell && dwell.runCount > 0 ? [{ look, dwell }] : [];
  });
  const columns = Math.min(3, Math.max(1, shown.length));
  const rows = Math.max(1, Math.ceil(shown.length / columns));
  const rowHeight = 200;
  const panels = panelGrid(shown.length, columns, 0.08, rows === 1 ? 0 : 86 / (rows * rowHeight));
  const runs = shown.reduce((sum, { dwell }) => sum + dwell.runCount, 0);
  return {
    data: shown.flatMap((each, i) => tracesOf(each, i, unit, theme)),
    layout: {
      template: template(theme),
      margin: { l: 52, r: 16, t: 76, b: 44 },
      showlegend: true,
      legend: {
        orientation: 'h',
        x: 0,
        // Above the headings of the panels.
        y: 1 + 40 / (rows * rowHeight),
        xanchor: 'left',
        yanchor: 'bottom',
      },
      ...axesOf(shown, panels, unit.many),
      annotations: shown.flatMap((each, i) => {
        const panel = panels[i];
        const words = `<b>${labelText(each.look.name, 26, 1)}</b><br><span style="font-size:11px">${meanText(each, unit)}</span>`;
        return panel ? [panelHeading(panel, words, inkOf(theme).text)] : [];
      }),
    },
    description: `How long stays in a state last. ${shown
      .map(
        (each) =>
          `${each.look.name}: ${meanText(each, unit)}${each.dwell.largestGap === null ? '' : `, farthest from the geometric law by ${shareText(each.dwell.largestGap)}`}`,
      )
      .join('; ')}.`,
    method: {
      text: `The share of stays that last longer than so many ${unit.many}. Coloured: as seen on the most probable paths, with stays cut off by the end of a person's rows taken into account (Kaplan-Meier). Dashed: what the model assumes. Where they differ, staying depends on how long somebody has been there, which this model cannot say.`,
      formula: 'P(stay > d) = a(k, k)^d',
      sampleSize: runs,
      populationSize: runs,
      exact: true,
    },
    table: {
      columns: [
        textColumn('State'),
        numberColumn('Longer than'),
        numberColumn('Seen'),
        numberColumn('Geometric law'),
        numberColumn('Stays that ended'),
        numberColumn('Stays cut off'),
      ],
      rows: shown.flatMap(({ look, dwell }) =>
        dwell.survival.map((value, i) => [
          look.name,
          i + 1,
          value,
          dwell.geometricSurvival[i] ?? null,
          dwell.endedByLength[i] ?? 0,
          dwell.censoredByLength[i] ?? 0,
        ]),
      ),
    },
    size: { width: 720, height: 120 + rows * rowHeight },
  };
}
