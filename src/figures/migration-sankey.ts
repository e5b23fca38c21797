// Who moved where between two dates: segments then at the left, segments now at the right.
import type { RfeResult } from '#shared/results/rfe-result';
import type { Figure, Theme } from './figure.ts';
import { labelText } from './label-text.ts';
import { dateText, peopleText, shareText } from './number-text.ts';
import { withOpacity } from './colour.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

interface Flow {
  from: number;
  to: number;
  count: number;
}

const notSeenYet = 'Not seen yet';

/** The three largest moves from one segment to another. */
function movesInWords(flows: readonly Flow[], nameOf: (index: number) => string): string {
  const moves = flows
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ from, to, count }) => `${nameOf(from)} to ${nameOf(to)}, ${peopleText(count)}`);
  return moves.length > 0 ? ` Largest moves: ${moves.join('; ')}.` : '';
}

export function migrationSankey(
  result: RfeResult,
  migration: NonNullable<RfeResult['pictures']['migration']>,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const columns = [...looks].sort((a, b) => a.segment.index - b.segment.index);
  const flows: Flow[] = migration.counts.flatMap((row, from) =>
    row.flatMap((count, to) => (count > 0 && to < columns.length ? [{ from, to, count }] : [])),
  );
  const total = flows.reduce((sum, { count }) => sum + count, 0);
  const stayed = flows
    .filter(({ from, to }) => from === to)
    .reduce((sum, { count }) => sum + count, 0);
  const seenBefore = flows
    .filter(({ from }) => from < columns.length)
    .reduce((sum, { count }) => sum + count, 0);
  const nameFrom = (index: number): string => columns[index]?.name ?? notSeenYet;
  const colourFrom = (index: number): string => columns[index]?.colour ?? ink.context;
  // Only nodes that something flows through: an empty one would be a label without a bar.
  const fromUsed = migration.counts.flatMap((_, i) =>
    flows.some(({ from }) => from === i) ? [i] : [],
  );
  const toUsed = columns.flatMap((_, i) => (flows.some(({ to }) => to === i) ? [i] : []));
  const sideTotal = (index: number, side: 'from' | 'to'): number =>
    flows.filter((flow) => flow[side] === index).reduce((sum, { count }) => sum + count, 0);
  const from = dateText(migration.from);
  const to = dateText(migration.to);
  return {
    data: [
      {
        type: 'sankey',
        arrangement: 'snap',
        domain: { x: [0, 1], y: [0, 1] },
        node: {
          pad: looks.length > 8 ? 10 : 16,
          thickness: 16,
          line: { color: ink.outline, width: 1 },
          label: [
            ...fromUsed.map((i) => labelText(nameFrom(i), 24, 1)),
            ...toUsed.map((i) => labelText(nameFrom(i), 24, 1)),
          ],
          color: [...fromUsed.map(colourFrom), ...toUsed.map(colourFrom)],
          customdata: [
            ...fromUsed.map((i) => `${from}: ${peopleText(sideTotal(i, 'from'))}`),
            ...toUsed.map((i) => `${to}: ${peopleText(sideTotal(i, 'to'))}`),
          ],
          hovertemplate: '%{customdata}<extra></extra>',
        },
        link: {
          source: flows.map((flow) => fromUsed.indexOf(flow.from)),
          target: flows.map((flow) => fromUsed.length + toUsed.indexOf(flow.to)),
          value: flows.map(({ count }) => count),
          color: flows.map((flow) =>
            withOpacity(colourFrom(flow.from), flow.from === flow.to ? 0.32 : 0.55),
          ),
          customdata: flows.map(
            (flow) =>
              `<b>${labelText(nameFrom(flow.from), 40, 1)}</b> to <b>${labelText(nameFrom(flow.to), 40, 1)}</b><br>${peopleText(flow.count)}, ${shareText(flow.count / (sideTotal(flow.from, 'from') || 1))} of those then`,
          ),
          hovertemplate: '%{customdata}<extra></extra>',
        },
        textfont: { size: 12, color: ink.text, shadow: 'none' },
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 40, b: 16 },
      annotations: [
        {
          xref: 'paper',
          yref: 'paper',
          x: 0,
          y: 1,
          xanchor: 'left',
          yanchor: 'bottom',
          yshift: 10,
          text: `<b>${from}</b>`,
          font: { size: 13, color: ink.text },
        },
        {
          xref: 'paper',
          yref: 'paper',
          x: 1,
          y: 1,
          xanchor: 'right',
          yanchor: 'bottom',
          yshift: 10,
          text: `<b>${to}</b>`,
          font: { size: 13, color: ink.text },
        },
      ],
    },
    description: `Of ${peopleText(seenBefore)} known on ${from}, ${shareText(seenBefore > 0 ? stayed / seenBefore : 0)} are in the same segment on ${to}; ${peopleText(total - seenBefore)} were not seen before.${movesInWords(flows, nameFrom)}`,
    method: {
      text: 'The same fitted segments are applied to the features as of both dates; a band is as wide as the number of people that it holds.',
      sampleSize: total,
      populationSize: result.provenance.personCount,
      exact: total === result.provenance.personCount,
    },
    table: {
      columns: [
        { label: `Segment on ${from}`, kind: 'text' },
        { label: `Segment on ${to}`, kind: 'text' },
        { label: 'People', kind: 'number' },
      ],
      rows: flows.map((flow) => [nameFrom(flow.from), nameFrom(flow.to), flow.count]),
    },
    size: { width: 720, height: Math.max(360, 120 + looks.length * 40) },
  };
}
