// After a run on a sample: how much of each planted group was found again.
import type { RfeResult, ScoreCard } from '#shared/results/rfe-result';
import { categoryAxis, percentAxis } from './axis.ts';
import type { Figure, Theme, Trace } from './figure.ts';
import { labelText } from './label-text.ts';
import { peopleText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

export function scoreCardBars(
  result: RfeResult,
  scoreCard: ScoreCard,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const rows = scoreCard.segments.map((planted, row) => ({
    ...planted,
    row,
    look: looks.find(({ segment }) => segment.id === planted.matchedSegmentId),
  }));
  const marks = (field: 'recall' | 'precision', symbol: string): Trace => ({
    type: 'scatter',
    mode: 'markers',
    name:
      field === 'recall' ? 'found of the planted (recall)' : 'planted among the found (precision)',
    showlegend: true,
    x: rows.map((row) => row[field] * 100),
    y: rows.map(({ row }) => row),
    cliponaxis: false,
    marker: {
      symbol,
      size: 13,
      color: rows.map(({ look }) => look?.colour ?? ink.surface),
      line: { color: ink.outline, width: 1.5 },
    },
    hovertext: rows.map(
      (row) =>
        `<b>${labelText(row.planted, 40, 1)}</b>, ${peopleText(row.personCount)}<br>${row.look ? `found as ${row.look.label}` : 'not found'}<br>${field} ${shareText(row[field])}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  });
  return {
    data: [
      ...rows.map(({ row, recall, precision }): Trace => ({
        type: 'scatter',
        mode: 'lines',
        x: [recall * 100, precision * 100],
        y: [row, row],
        line: { color: ink.context, width: 2 },
        showlegend: false,
        hoverinfo: 'skip',
      })),
      marks('recall', 'circle'),
      marks('precision', 'diamond'),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 36, b: 16 },
      showlegend: true,
      legend: { orientation: 'h', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom' },
      xaxis: percentAxis('Share of people', { range: [-2, 102], dtick: 20, fixedrange: true }),
      yaxis: {
        ...categoryAxis,
        showgrid: true,
        range: [rows.length - 0.5, -0.5],
        tickvals: rows.map(({ row }) => row),
        ticktext: rows.map(({ planted, look }) =>
          [
            labelText(planted, 24, 1),
            look ? `found as ${labelText(look.name, 24, 1)}` : 'not found',
          ].join('<br>'),
        ),
        tickfont: { size: 12, color: ink.text },
      },
    },
    description: `${shareText(scoreCard.foundShare)} of people are in the segment that matches their planted group; adjusted Rand index ${scoreCard.adjustedRand.toFixed(2)}. ${rows
      .map(({ planted, look, recall, precision }) =>
        look
          ? `${planted}: found as ${look.name}, recall ${shareText(recall)}, precision ${shareText(precision)}`
          : `${planted}: not found`,
      )
      .join('; ')}.`,
    method: {
      text: 'The sample says to which planted group everybody belongs. Each planted group is matched with the segment that holds most of it. Recall: the part of the group that is in this segment; precision: the part of the segment that is of this group.',
      formula: 'recall = both / planted, precision = both / found',
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Planted group', kind: 'text' },
        { label: 'People', kind: 'number' },
        { label: 'Found as', kind: 'text' },
        { label: 'Recall', kind: 'number' },
        { label: 'Precision', kind: 'number' },
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
