// After a run on a sample: how much of each planted group was found again.
import type { Provenance, ScoreCard, SegmentBase } from '#shared/results/result-parts';
import { percentAxis } from './axis.ts';
import type { Figure, Theme, Trace } from './figure.ts';
import { everybody, numberColumn, rowAxis, textColumn } from './figure-parts.ts';
import { labelText } from './label-text.ts';
import { peopleText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

type PlantedRow = ScoreCard['segments'][number] & { look: SegmentLook<SegmentBase> | undefined };

const markNames = {
  recall: 'found of the planted (recall)',
  precision: 'planted among the found (precision)',
} as const;

/** From recall to precision. */
function connection({ recall, precision }: PlantedRow, row: number, theme: Theme): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    x: [recall * 100, precision * 100],
    y: [row, row],
    line: { color: inkOf(theme).context, width: 2 },
    showlegend: false,
    hoverinfo: 'skip',
  };
}

function marks(
  rows: readonly PlantedRow[],
  field: 'recall' | 'precision',
  symbol: string,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  return {
    type: 'scatter',
    mode: 'markers',
    name: markNames[field],
    showlegend: true,
    x: rows.map((row) => row[field] * 100),
    y: rows.map((_, row) => row),
    cliponaxis: false,
    marker: {
      symbol,
      size: 13,
      color: rows.map(({ look }) => look?.colour ?? ink.surface),
      line: { color: ink.outline, width: 1.5 },
    },
    hovertext: rows.map((row) =>
      [
        `<b>${labelText(titled(row.planted), 40, 1)}</b>, ${peopleText(row.personCount)}`,
        row.look ? `found as ${row.look.label}` : 'not found',
        `${field} ${shareText(row[field])}`,
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** Groups are planted under plain keys, such as "one-time". */
const titled = (planted: string): string =>
  `${planted.charAt(0).toUpperCase()}${planted.slice(1)}`.replaceAll('_', ' ');

function rowLabel({ planted, look }: PlantedRow): string {
  const found = look ? `found as ${labelText(look.name, 24, 1)}` : 'not found';
  return `${labelText(titled(planted), 24, 1)}<br>${found}`;
}

function describe({ foundShare, adjustedRand }: ScoreCard, rows: readonly PlantedRow[]): string {
  const groups = rows.map(({ planted, look, recall, precision }) =>
    look
      ? `${planted}: found as ${look.name}, recall ${shareText(recall)}, precision ${shareText(precision)}`
      : `${planted}: not found`,
  );
  return `${shareText(foundShare)} of people are in the segment that matches their planted group; adjusted Rand index ${adjustedRand.toFixed(2)}. ${groups.join('; ')}.`;
}

export function scoreCardBars(
  result: { readonly provenance: Provenance },
  scoreCard: ScoreCard,
  looks: readonly SegmentLook<SegmentBase>[],
  theme: Theme,
): Figure {
  const rows = scoreCard.segments.map((planted) => ({
    ...planted,
    look: looks.find(({ segment }) => segment.id === planted.matchedSegmentId),
  }));
  return {
    data: [
      ...rows.map((each, row) => connection(each, row, theme)),
      marks(rows, 'recall', 'circle', theme),
      marks(rows, 'precision', 'diamond', theme),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 36, b: 16 },
      showlegend: true,
      legend: { orientation: 'h', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom' },
      xaxis: percentAxis('Share of people', { range: [-2, 102], dtick: 20, fixedrange: true }),
      yaxis: rowAxis(rows.map(rowLabel), theme, { showgrid: true }),
    },
    description: describe(scoreCard, rows),
    method: {
      text: 'The sample says to which planted group everybody belongs. Each planted group is matched with the segment that holds most of it. Recall: the part of the group that is in this segment; precision: the part of the segment that is of this group.',
      formula: 'recall = both / planted, precision = both / found',
      ...everybody(result),
    },
    table: {
      columns: [
        textColumn('Planted group'),
        numberColumn('People'),
        textColumn('Found as'),
        numberColumn('Recall'),
        numberColumn('Precision'),
      ],
      rows: rows.map(({ planted, personCount, look, recall, precision }) => [
        planted,
        personCount,
        look?.name ?? null,
        recall,
        precision,
      ]),
    },
    size: { width: 720, height: Math.max(240, 120 + rows.length * 46) },
  };
}
