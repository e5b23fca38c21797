// How many people every segment has: those whose label is known, and those who were assigned.
import type { ExplainResult } from '#shared/results/explain-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { everybody, numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { countText, peopleText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import type { ExplainLook } from './explain-parts.ts';

type Part = 'labelledCount' | 'assignedCount';

function barsOf(looks: readonly ExplainLook[], part: Part, theme: Theme): Trace {
  const ink = inkOf(theme);
  const isAssigned = part === 'assignedCount';
  return {
    type: 'bar',
    orientation: 'h',
    name: isAssigned ? 'assigned by the model' : 'label known',
    showlegend: false,
    x: looks.map(({ segment }) => segment[part]),
    y: looks.map((_, row) => row),
    width: 0.62,
    marker: {
      color: looks.map(({ colour }) => colour),
      line: { color: ink.outline, width: 1 },
      pattern: {
        shape: looks.map(() => (isAssigned ? '/' : '')),
        fgcolor: ink.surface,
        size: 7,
        solidity: 0.45,
      },
    },
    hovertext: looks.map(
      ({ label, segment }) =>
        `<b>${label}</b><br>${peopleText(segment.personCount)}, ${shareText(segment.personShare)}<br>${countText(segment.labelledCount)} with a label, ${countText(segment.assignedCount)} assigned`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

const keyWords: Layout = {
  xref: 'paper',
  yref: 'paper',
  x: 0,
  y: 1,
  xanchor: 'left',
  yanchor: 'bottom',
  yshift: 6,
  text: 'plain: label known, hatched: assigned by the model',
};

export function classSizes(
  result: ExplainResult,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const hasAssigned = looks.some(({ segment }) => segment.assignedCount > 0);
  const most = Math.max(1, ...looks.map(({ segment }) => segment.personCount));
  return {
    data: [
      barsOf(looks, 'labelledCount', theme),
      ...(hasAssigned ? [barsOf(looks, 'assignedCount', theme)] : []),
    ],
    layout: {
      template: template(theme),
      barmode: 'stack',
      margin: { l: 16, r: 16, t: hasAssigned ? 36 : 16, b: 16 },
      xaxis: linearAxis('People', { range: [0, most * 1.2], fixedrange: true, nticks: 6 }),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
      ),
      annotations: [
        ...(hasAssigned ? [keyWords] : []),
        ...looks.map(({ segment }, row) => ({
          x: segment.personCount,
          y: row,
          xanchor: 'left',
          xshift: 6,
          text: `${countText(segment.personCount)}, ${shareText(segment.personShare)}`,
          font: { size: 12, color: ink.text },
        })),
      ],
    },
    description: `${looks.length} segments. ${looks
      .map(
        ({ name, segment }) =>
          `${name}: ${peopleText(segment.personCount)} (${shareText(segment.personShare)}), ${countText(segment.assignedCount)} of them assigned`,
      )
      .join('; ')}.`,
    method: {
      text: hasAssigned
        ? 'People whose segment the data says, and (hatched) people without a label, who were put where the chosen model finds them likeliest.'
        : 'Everybody has a label; nobody had to be assigned.',
      ...everybody(result),
    },
    table: {
      columns: [
        textColumn('Segment'),
        numberColumn('People'),
        numberColumn('Share'),
        numberColumn('Label known'),
        numberColumn('Assigned'),
      ],
      rows: looks.map(({ name, segment }) => [
        name,
        segment.personCount,
        segment.personShare,
        segment.labelledCount,
        segment.assignedCount,
      ]),
    },
    size: { width: 720, height: Math.max(200, 90 + looks.length * 38) },
  };
}
