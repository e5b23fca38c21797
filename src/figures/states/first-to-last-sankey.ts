// From the state in which people began to the one in which they are last: how far everybody came.
import type { StatesResult } from '#shared/results/states-result';
import { withOpacity } from '../colour.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { peopleText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { allPersons, type StateLook } from './states-looks.ts';
import { inOrder } from './transition-heatmap.ts';

interface Flow {
  from: StateLook;
  to: StateLook;
  count: number;
}

interface Side {
  look: StateLook;
  count: number;
}

function sidesOf(flows: readonly Flow[], looks: readonly StateLook[], side: 'from' | 'to'): Side[] {
  return looks.flatMap((look) => {
    const own = flows.filter((flow) => flow[side] === look);
    const count = own.reduce((sum, flow) => sum + flow.count, 0);
    // An empty one would be a label without a bar.
    return count > 0 ? [{ look, count }] : [];
  });
}

function sankeyTrace(flows: readonly Flow[], left: Side[], right: Side[], theme: Theme): Trace {
  const ink = inkOf(theme);
  const all = [...left, ...right];
  return {
    type: 'sankey',
    arrangement: 'snap',
    domain: { x: [0, 1], y: [0, 1] },
    node: {
      pad: right.length > 8 ? 10 : 16,
      thickness: 16,
      line: { color: ink.outline, width: 1 },
      label: all.map(({ look }) => labelText(look.name, 24, 1)),
      color: all.map(({ look }) => look.colour),
      customdata: all.map(({ count }) => peopleText(count)),
      hovertemplate: '%{customdata}<extra></extra>',
    },
    link: {
      source: flows.map(({ from }) => left.findIndex(({ look }) => look === from)),
      target: flows.map(({ to }) => left.length + right.findIndex(({ look }) => look === to)),
      value: flows.map(({ count }) => count),
      // Those who moved stand out from those who stayed.
      color: flows.map(({ from, to }) => withOpacity(from.colour, from === to ? 0.32 : 0.55)),
      customdata: flows.map(({ from, to, count }) => {
        const began = left.find(({ look }) => look === from)?.count ?? count;
        return `<b>${from.label}</b> to <b>${to.label}</b><br>${peopleText(count)}, ${shareText(count / began)} of those who began there`;
      }),
      hovertemplate: '%{customdata}<extra></extra>',
    },
    textfont: { size: 12, color: ink.text, shadow: 'none' },
  };
}

function heading(text: string, side: 'left' | 'right', theme: Theme): Layout {
  return {
    xref: 'paper',
    yref: 'paper',
    x: side === 'left' ? 0 : 1,
    y: 1,
    xanchor: side,
    yanchor: 'bottom',
    yshift: 10,
    text: `<b>${text}</b>`,
    font: { size: 13, color: inkOf(theme).text },
  };
}

export function firstToLastSankey(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const counts = inOrder(result.pictures.firstToLast.counts, looks);
  const flows = looks.flatMap((from, i) =>
    looks.flatMap((to, j): Flow[] => {
      const count = counts[i]?.[j] ?? 0;
      return count > 0 ? [{ from, to, count }] : [];
    }),
  );
  const total = flows.reduce((sum, { count }) => sum + count, 0);
  const stayed = flows.reduce((sum, { from, to, count }) => sum + (from === to ? count : 0), 0);
  const moves = flows
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ from, to, count }) => `${from.name} to ${to.name}, ${peopleText(count)}`);
  const { one } = result.panel.periodUnit;
  return {
    data: [sankeyTrace(flows, sidesOf(flows, looks, 'from'), sidesOf(flows, looks, 'to'), theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 40, b: 16 },
      annotations: [
        heading(`In the first ${one}`, 'left', theme),
        heading(`In the last ${one}`, 'right', theme),
      ],
    },
    description: `${shareText(total > 0 ? stayed / total : 0)} of ${peopleText(total)} are in the last ${one} in the state of their first.${moves.length > 0 ? ` Largest moves: ${moves.join('; ')}.` : ''}`,
    method: {
      text: `By the most probable path of every person: the state of the first and of the last ${one}, however far apart they are. A band is as wide as the number of people in it.`,
      ...allPersons(result),
    },
    table: {
      columns: [textColumn('First'), textColumn('Last'), numberColumn('People')],
      rows: flows.map(({ from, to, count }) => [from.name, to.name, count]),
    },
    size: { width: 720, height: Math.max(320, 110 + looks.length * 40) },
  };
}
