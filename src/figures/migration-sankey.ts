// Who moved where between two dates: segments then at the left, segments now at the right.
import type { Pictures, RfeResult } from '#shared/results/rfe-result';
import { withOpacity } from './colour.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { numberColumn, textColumn } from './figure-parts.ts';
import { labelText } from './label-text.ts';
import { countText, dateText, peopleText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

export type MigrationCounts = NonNullable<Pictures['migration']>;

interface Flow {
  from: number;
  to: number;
  count: number;
}

/** A segment on one side, as far as somebody flows through it: an empty one would be a label without a bar. */
interface Node {
  index: number;
  name: string;
  colour: string;
  count: number;
}

interface Flows {
  flows: Flow[];
  left: Node[];
  right: Node[];
}

const sum = (flows: readonly Flow[]): number =>
  flows.reduce((total, { count }) => total + count, 0);

function flowsOf({ counts }: MigrationCounts, looks: readonly SegmentLook[], theme: Theme): Flows {
  const columns = [...looks].sort((a, b) => a.segment.index - b.segment.index);
  const flows = counts.flatMap((row, from) =>
    row.flatMap((count, to) => (count > 0 && to < columns.length ? [{ from, to, count }] : [])),
  );
  const nodesOf = (side: 'from' | 'to'): Node[] =>
    counts.flatMap((_, index) => {
      const count = sum(flows.filter((flow) => flow[side] === index));
      const look = columns[index];
      if (count === 0) return [];
      // The row after the last segment is those who were not there yet.
      const { name, colour } = look ?? { name: 'Not seen yet', colour: inkOf(theme).context };
      return [{ index, name, colour, count }];
    });
  return { flows, left: nodesOf('from'), right: nodesOf('to') };
}

function sankeyTrace({ flows, left, right }: Flows, from: string, to: string, theme: Theme): Trace {
  const ink = inkOf(theme);
  const placeOf = (nodes: readonly Node[], index: number): number =>
    nodes.findIndex((node) => node.index === index);
  const links = flows.map((flow) => {
    const [source, target] = [placeOf(left, flow.from), placeOf(right, flow.to)];
    return { ...flow, source, target, then: left[source], now: right[target] };
  });
  return {
    type: 'sankey',
    arrangement: 'snap',
    domain: { x: [0, 1], y: [0, 1] },
    node: {
      pad: right.length > 8 ? 10 : 16,
      thickness: 16,
      line: { color: ink.outline, width: 1 },
      label: [...left, ...right].map(
        ({ name, count }) => `${labelText(name, 24, 1)}  ${countText(count)}`,
      ),
      color: [...left, ...right].map(({ colour }) => colour),
      customdata: [
        ...left.map(({ count }) => `${from}: ${peopleText(count)}`),
        ...right.map(({ count }) => `${to}: ${peopleText(count)}`),
      ],
      hovertemplate: '%{customdata}<extra></extra>',
    },
    link: {
      source: links.map(({ source }) => source),
      target: links.map(({ target }) => left.length + target),
      value: links.map(({ count }) => count),
      // Those who moved stand out from those who stayed.
      color: links.map((link) =>
        withOpacity(link.then?.colour ?? ink.context, link.from === link.to ? 0.32 : 0.55),
      ),
      customdata: links.map(
        ({ then, now, count }) =>
          `<b>${labelText(then?.name ?? '', 40, 1)}</b> to <b>${labelText(now?.name ?? '', 40, 1)}</b><br>${peopleText(count)}, ${shareText(count / (then?.count ?? count))} of those then`,
      ),
      hovertemplate: '%{customdata}<extra></extra>',
    },
    textfont: { size: 12, color: ink.text, shadow: 'none' },
  };
}

function dateHeading(text: string, side: 'left' | 'right', theme: Theme): Layout {
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
  migration: MigrationCounts,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const all = flowsOf(migration, looks, theme);
  const { flows, left, right } = all;
  const nameOf = (index: number): string =>
    [...left, ...right].find((node) => node.index === index)?.name ?? '';
  const total = sum(flows);
  const seenBefore = sum(flows.filter(({ from }) => from < looks.length));
  const stayed = sum(flows.filter(({ from, to }) => from === to));
  const [from, to] = [dateText(migration.from), dateText(migration.to)];
  return {
    data: [sankeyTrace(all, from, to, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 40, b: 16 },
      annotations: [dateHeading(from, 'left', theme), dateHeading(to, 'right', theme)],
    },
    description: `Of ${peopleText(seenBefore)} known on ${from}, ${shareText(seenBefore > 0 ? stayed / seenBefore : 0)} are in the same segment on ${to}; ${peopleText(total - seenBefore)} were not seen before.${movesInWords(flows, nameOf)}`,
    method: {
      text: 'The same fitted segments are applied to the features as of both dates; a band is as wide as the number of people that it holds.',
      sampleSize: total,
      populationSize: result.provenance.personCount,
      exact: total === result.provenance.personCount,
    },
    table: {
      columns: [
        textColumn(`Segment on ${from}`),
        textColumn(`Segment on ${to}`),
        numberColumn('People'),
      ],
      rows: flows.map((flow) => [nameOf(flow.from), nameOf(flow.to), flow.count]),
    },
    size: { width: 720, height: Math.max(360, 120 + looks.length * 40) },
  };
}
