// Accumulated local effects of one feature: how the probability changes where people really are.
import type { ExplainResult } from '#shared/results/explain-result';
import type { Dependence } from '#shared/results/explain/global-explanations';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { numberColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { legendAbove, type ExplainLook } from './explain-parts.ts';

export type Accumulated = NonNullable<Dependence['accumulated']>;

const pointsText = (share: number): string => `${numberText(share * 100)} percentage points`;

function effectTrace(
  dependence: Dependence,
  accumulated: Accumulated,
  look: ExplainLook,
  theme: Theme,
): Trace {
  const effects = accumulated.effects[look.segment.index] ?? [];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: look.label,
    x: accumulated.edges,
    y: effects.map((value) => value * 100),
    line: { color: look.colour, width: 3 },
    marker: { size: 6, color: look.colour, line: { color: inkOf(theme).outline, width: 0.5 } },
    hovertext: effects.map(
      (value, i) =>
        `<b>${look.label}</b><br>${escapeText(`${dependence.name}: ${numberText(accumulated.edges[i] ?? 0)}`)}<br>${pointsText(value)} against the average`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function accumulatedEffects(
  result: ExplainResult,
  dependence: Dependence,
  accumulated: Accumulated,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const spans = looks.map(({ name, segment }) => {
    const effects = accumulated.effects[segment.index] ?? [];
    return `${name}: from ${pointsText(effects[0] ?? 0)} to ${pointsText(effects.at(-1) ?? 0)}`;
  });
  return {
    data: looks.map((look) => effectTrace(dependence, accumulated, look, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 36, b: 16 },
      showlegend: true,
      legend: legendAbove,
      xaxis: linearAxis(labelText(dependence.name, 50, 1)),
      yaxis: linearAxis('Change of the probability,<br>percentage points'),
      shapes: [
        {
          type: 'line',
          layer: 'below',
          xref: 'paper',
          x0: 0,
          x1: 1,
          y0: 0,
          y1: 0,
          line: { color: ink.axis, width: 1.5 },
        },
      ],
    },
    description: `Accumulated local effects of ${dependence.name}, against the average. ${spans.join('; ')}.`,
    method: {
      text: `Within every interval of ${dependence.name} only the people who are there are moved from its lower to its upper edge; these changes are added up and centred at zero. Unlike partial dependence it never asks about people who do not exist.`,
      formula:
        'ALE(x) = sum over intervals up to x of mean(p(upper edge) − p(lower edge)), centred',
      sampleSize: dependence.rowCount,
      populationSize: Math.max(dependence.rowCount, result.provenance.personCount),
      exact: dependence.rowCount >= result.provenance.personCount,
    },
    table: {
      columns: [
        numberColumn(dependence.name),
        numberColumn('People up to here'),
        ...looks.map(({ name }) => numberColumn(name)),
      ],
      rows: accumulated.edges.map((edge, i) => [
        edge,
        i === 0 ? null : (accumulated.counts[i - 1] ?? null),
        ...looks.map(({ segment }) => accumulated.effects[segment.index]?.[i] ?? null),
      ]),
    },
    size: { width: 720, height: 340 },
  };
}
