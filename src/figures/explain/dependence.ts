// How the probability of every class follows one feature: the mean, and the curves of single people.
import type { ExplainResult } from '#shared/results/explain-result';
import type { Dependence } from '#shared/results/explain/global-explanations';
import { percentAxis } from '../axis.ts';
import { withOpacity } from '../colour.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading } from '../panels.ts';
import { template } from '../template.ts';
import { classNameOf, columnsFor, type ExplainLook } from './explain-parts.ts';

const rowHeight = 230;
const rowGap = 84;
const mostIndividual = 60;

const xOf = (dependence: Dependence): (string | number)[] =>
  dependence.gridLabels?.map((label) => labelText(label, 14, 1)) ?? dependence.grid;

/** All single curves of a class as one line with gaps. */
function individualTrace(
  dependence: Dependence,
  look: ExplainLook,
  panel: number,
  theme: Theme,
): Trace {
  const curves = (dependence.individual[look.segment.index] ?? []).slice(0, mostIndividual);
  const x = xOf(dependence);
  return {
    type: 'scatter',
    mode: 'lines',
    x: curves.flatMap(() => [...x, null]),
    y: curves.flatMap((curve) => [...curve.map((value) => value * 100), null]),
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    line: { color: withOpacity(inkOf(theme).context, 0.45), width: 1 },
    connectgaps: false,
    hoverinfo: 'skip',
  };
}

function meanTrace(dependence: Dependence, look: ExplainLook, panel: number, theme: Theme): Trace {
  const curve = dependence.partialDependence[look.segment.index] ?? [];
  const isCategory = dependence.gridLabels !== null;
  return {
    type: 'scatter',
    mode: isCategory ? 'markers+lines' : 'lines',
    x: xOf(dependence),
    y: curve.map((value) => value * 100),
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    line: { color: look.colour, width: 3.5, ...(isCategory ? { dash: 'dot' } : {}) },
    ...(isCategory
      ? {
          marker: { size: 11, color: look.colour, line: { color: inkOf(theme).outline, width: 1 } },
        }
      : {}),
    hovertext: curve.map((value, i) => {
      const at = dependence.gridLabels?.[i] ?? numberText(dependence.grid[i] ?? 0);
      return `<b>${look.label}</b><br>${escapeText(`${dependence.name}: ${at}`)}<br>${shareText(value)} on average`;
    }),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** Deciles of the values, as marks on the lower edge: where people are. */
function rug(dependence: Dependence, panel: number, theme: Theme): Layout[] {
  const ink = inkOf(theme);
  return dependence.deciles.map((value) => ({
    type: 'line',
    xref: `x${axisNumber(panel)}`,
    yref: `y${axisNumber(panel)} domain`,
    x0: value,
    x1: value,
    y0: 0,
    y1: 0.035,
    line: { color: ink.text, width: 1.5 },
  }));
}

function describe(dependence: Dependence, looks: readonly ExplainLook[]): string {
  const ends = looks.map(({ name, segment }) => {
    const curve = dependence.partialDependence[segment.index] ?? [];
    if (dependence.gridLabels) {
      const best = curve.indexOf(Math.max(...curve));
      return `${name}: likeliest at ${dependence.gridLabels[best] ?? ''} (${shareText(curve[best] ?? 0)})`;
    }
    return `${name}: from ${shareText(curve[0] ?? 0)} to ${shareText(curve.at(-1) ?? 0)}`;
  });
  return `Mean probability of each segment over ${dependence.name}. ${ends.join('; ')}.`;
}

function tableOf(dependence: Dependence, looks: readonly ExplainLook[]): NumbersTable {
  return {
    columns: [
      dependence.gridLabels ? textColumn(dependence.name) : numberColumn(dependence.name),
      ...looks.map(({ name }) => numberColumn(name)),
    ],
    rows: dependence.grid.map((value, i) => [
      dependence.gridLabels?.[i] ?? value,
      ...looks.map(({ segment }) => dependence.partialDependence[segment.index]?.[i] ?? null),
    ]),
  };
}

export function dependenceCurves(
  result: ExplainResult,
  dependence: Dependence,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const columns = columnsFor(looks.length);
  const rows = Math.ceil(looks.length / columns);
  const panels = panelGrid(
    looks.length,
    columns,
    0.08,
    rows === 1 ? 0 : rowGap / (rows * rowHeight),
  );
  const axes = panels.flatMap((panel, i): [string, Layout][] => {
    const number = axisNumber(i);
    const isLowest = i >= looks.length - columns;
    const x: Layout = {
      domain: panel.x,
      anchor: `y${number}`,
      title: { text: isLowest ? labelText(dependence.name, 28, 1) : '' },
      fixedrange: true,
      nticks: 5,
      ...(dependence.gridLabels ? { type: 'category' } : {}),
    };
    const y = percentAxis(i % columns === 0 ? 'Probability' : '', {
      domain: panel.y,
      anchor: `x${number}`,
      range: [0, 100],
      dtick: 25,
      fixedrange: true,
    });
    return [
      [`xaxis${number}`, x],
      [`yaxis${number}`, y],
    ];
  });
  return {
    data: looks.flatMap((look, i) => [
      individualTrace(dependence, look, i, theme),
      meanTrace(dependence, look, i, theme),
    ]),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 32, b: 16 },
      ...Object.fromEntries(axes),
      shapes: looks.flatMap((_, i) => rug(dependence, i, theme)),
      annotations: looks.flatMap(({ segment }, i) => {
        const panel = panels[i];
        const name = labelText(classNameOf(looks, segment.index), 26, 1);
        return panel ? [panelHeading(panel, `<b>${name}</b>`, inkOf(theme).text)] : [];
      }),
    },
    description: describe(dependence, looks),
    method: {
      text: `Partial dependence: everybody gets the same value of ${dependence.name}, the other values stay, and the model's probabilities are averaged. Thin lines are single people${dependence.deciles.length > 0 ? '; marks below are the deciles of the values' : ''}. Where features go together it shows people who do not exist; then trust the accumulated local effects more. It describes the model, not what would happen.`,
      formula: 'PD(x) = mean over persons of p(class | feature = x, other values as they are)',
      sampleSize: dependence.rowCount,
      populationSize: Math.max(dependence.rowCount, result.provenance.personCount),
      exact: dependence.rowCount >= result.provenance.personCount,
    },
    table: tableOf(dependence, looks),
    size: { width: 720, height: 70 + rows * rowHeight },
  };
}
