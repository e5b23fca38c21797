// How well every sampled person sits in their segment: near 1 well inside, below 0 nearer to another.
import type { RfeResult } from '#shared/results/rfe-result';
import { categoryAxis, linearAxis } from './axis.ts';
import type { Figure, Theme, Trace } from './figure.ts';
import { escapeText, labelText } from './label-text.ts';
import { countText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

const fixed = (value: number): string => value.toFixed(2);

interface Block {
  look: SegmentLook;
  values: number[];
  mean: number;
  top: number;
  height: number;
}

/** Blocks as high as their share of the persons, but never too thin to see; small gaps between. */
function blocksOf(
  silhouette: NonNullable<RfeResult['pictures']['silhouette']>,
  looks: readonly SegmentLook[],
): Block[] {
  const found = silhouette.segments.flatMap(({ segment, values, mean }) => {
    const look = looks.find((each) => each.segment.index === segment);
    return look && values.length > 0 ? [{ look, values, mean }] : [];
  });
  const total = found.reduce((sum, { look }) => sum + look.segment.personShare, 0) || 1;
  const thinnest = 0.6 / Math.max(8, found.length);
  let top = 0;
  return found.map((block) => {
    const height = Math.max(thinnest, block.look.segment.personShare / total);
    const placed = { ...block, top, height };
    top += height + 0.02;
    return placed;
  });
}

export function silhouettePlot(
  result: RfeResult,
  silhouette: NonNullable<RfeResult['pictures']['silhouette']>,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const blocks = blocksOf(silhouette, looks);
  const bottom = blocks.reduce((end, { top, height }) => Math.max(end, top + height), 0.01);
  const all = blocks.flatMap(({ values }) => values);
  const low = all.reduce((a, b) => Math.min(a, b), -0.05);
  const high = all.reduce((a, b) => Math.max(a, b), 0.5);
  const { mean } = silhouette;
  const interval =
    mean.low === null || mean.high === null ? '' : ` (${fixed(mean.low)} to ${fixed(mean.high)})`;
  return {
    data: blocks.map(({ look, values, top, height }): Trace => ({
      type: 'scatter',
      mode: 'lines',
      x: [0, ...values, 0],
      y: [top, ...values.map((_, i) => top + ((i + 0.5) / values.length) * height), top + height],
      fill: 'tozerox',
      fillcolor: look.colour,
      line: { color: ink.outline, width: 0.75 },
      hoveron: 'fills',
      text: `${look.label}: mean ${fixed(look.segment.silhouette ?? 0)}`,
      hoverinfo: 'text',
    })),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 32, b: 16 },
      xaxis: linearAxis('Silhouette (no unit, −1 to 1)', {
        range: [low - 0.02, Math.min(1, high + 0.05)],
        zeroline: true,
        zerolinecolor: ink.axis,
        fixedrange: true,
      }),
      yaxis: {
        ...categoryAxis,
        range: [bottom + 0.02, -0.02],
        tickvals: blocks.map(({ top, height }) => top + height / 2),
        ticktext: blocks.map(
          ({ look, mean: own }) => `${labelText(look.name, 22, 1)}  <b>${fixed(own)}</b>`,
        ),
        tickfont: { size: 12, color: ink.text },
      },
      shapes: [
        {
          type: 'line',
          x0: mean.value,
          x1: mean.value,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: ink.text, width: 1.5, dash: 'dash' },
        },
      ],
      annotations: [
        {
          x: mean.value,
          yref: 'paper',
          y: 1,
          yanchor: 'bottom',
          yshift: 4,
          text: escapeText(`mean ${fixed(mean.value)}${interval}`),
          font: { size: 12, color: ink.text },
        },
      ],
    },
    description: `Silhouette of ${countText(silhouette.sampleSize)} people, mean ${fixed(mean.value)}${interval}. ${blocks
      .map(({ look, mean: own, values }) => {
        const misplaced = values.filter((value) => value < 0).length / values.length;
        return `${look.name}: ${fixed(own)}${misplaced > 0 ? `, ${Math.round(misplaced * 100)} % below zero` : ''}`;
      })
      .join('; ')}.`,
    method: {
      text: `A stratified sample of ${countText(silhouette.sampleSize)} persons; blocks are as high as the segment's share of people. ${
        interval === ''
          ? ''
          : 'The interval holds the mean of repeated samples with 95 % confidence.'
      }`.trim(),
      formula:
        's = (b − a) / max(a, b), a: mean distance to the own segment, b: to the nearest other one',
      sampleSize: silhouette.sampleSize,
      populationSize: result.provenance.personCount,
      exact: mean.exact,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        { label: 'Mean silhouette', kind: 'number' },
        { label: 'Highest', kind: 'number' },
        { label: 'Lowest', kind: 'number' },
        { label: 'Share below zero', kind: 'number' },
      ],
      rows: blocks.map(({ look, mean: own, values }) => [
        look.name,
        own,
        values.reduce((a, b) => Math.max(a, b)),
        values.reduce((a, b) => Math.min(a, b)),
        values.filter((value) => value < 0).length / values.length,
      ]),
    },
    size: { width: 720, height: Math.max(300, 130 + blocks.length * 38) },
  };
}
