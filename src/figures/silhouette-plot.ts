// How well every sampled person sits in their segment: near 1 well inside, below 0 nearer to another.
import type { Pictures, RfeResult } from '#shared/results/rfe-result';
import type { Estimate } from '#shared/results/result-parts';
import { categoryAxis, linearAxis } from './axis.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from './figure.ts';
import { markedLine, numberColumn, textColumn } from './figure-parts.ts';
import { escapeText, labelText } from './label-text.ts';
import { countText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

export type SampledSilhouette = NonNullable<Pictures['silhouette']>;

const fixed = (value: number): string => value.toFixed(2);
const highest = (values: readonly number[], least: number): number => Math.max(least, ...values);
const lowest = (values: readonly number[], most: number): number => Math.min(most, ...values);

interface Block {
  look: SegmentLook;
  /** Sorted descending, at least one. */
  values: number[];
  mean: number;
  top: number;
  height: number;
}

const gap = 0.02;

/** Blocks as high as their share of the persons, but never too thin to see; small gaps between. */
function blocksOf(silhouette: SampledSilhouette, looks: readonly SegmentLook[]): Block[] {
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
    top += height + gap;
    return placed;
  });
}

function blockTrace({ look, values, mean, top, height }: Block, theme: Theme): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    x: [0, ...values, 0],
    y: [top, ...values.map((_, i) => top + ((i + 0.5) / values.length) * height), top + height],
    fill: 'tozerox',
    fillcolor: look.colour,
    line: { color: inkOf(theme).outline, width: 0.75 },
    hoveron: 'fills',
    text: `${look.label}: mean ${fixed(mean)}`,
    hoverinfo: 'text',
  };
}

/** " (0.44 to 0.50)", or nothing where the mean is exact. */
function intervalText({ low, high }: Estimate): string {
  return low === null || high === null ? '' : ` (${fixed(low)} to ${fixed(high)})`;
}

function blockAxis(blocks: readonly Block[], theme: Theme): Layout {
  const bottom = highest(
    blocks.map(({ top, height }) => top + height),
    0.01,
  );
  return {
    ...categoryAxis,
    range: [bottom + gap, -gap],
    tickvals: blocks.map(({ top, height }) => top + height / 2),
    ticktext: blocks.map(
      ({ look, mean }) => `${labelText(look.name, 22, 1)}  <b>${fixed(mean)}</b>`,
    ),
    tickfont: { size: 12, color: inkOf(theme).text },
  };
}

const belowZero = (values: readonly number[]): number =>
  values.filter((value) => value < 0).length / values.length;

function describe(silhouette: SampledSilhouette, blocks: readonly Block[]): string {
  const parts = blocks.map(({ look, mean, values }) => {
    const misplaced = Math.round(belowZero(values) * 100);
    return `${look.name}: ${fixed(mean)}${misplaced > 0 ? `, ${misplaced} % below zero` : ''}`;
  });
  const { mean, sampleSize } = silhouette;
  return `Silhouette of ${countText(sampleSize)} people, mean ${fixed(mean.value)}${intervalText(mean)}. ${parts.join('; ')}.`;
}

function tableOf(blocks: readonly Block[]): NumbersTable {
  return {
    columns: [
      textColumn('Segment'),
      ...['Mean silhouette', 'Highest', 'Lowest', 'Share below zero'].map(numberColumn),
    ],
    rows: blocks.map(({ look, mean, values }) => [
      look.name,
      mean,
      highest(values, -1),
      lowest(values, 1),
      belowZero(values),
    ]),
  };
}

export function silhouettePlot(
  result: RfeResult,
  silhouette: SampledSilhouette,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const blocks = blocksOf(silhouette, looks);
  const all = blocks.flatMap(({ values }) => values);
  const { mean, sampleSize } = silhouette;
  const mark = markedLine(
    mean.value,
    escapeText(`mean ${fixed(mean.value)}${intervalText(mean)}`),
    ink.text,
  );
  const interval =
    mean.low === null
      ? ''
      : ' The interval holds the mean of repeated samples with 95 % confidence.';
  return {
    data: blocks.map((block) => blockTrace(block, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 32, b: 16 },
      xaxis: linearAxis('Silhouette (no unit, −1 to 1)', {
        range: [lowest(all, -0.05) - 0.02, Math.min(1, highest(all, 0.5) + 0.05)],
        zeroline: true,
        zerolinecolor: ink.axis,
        fixedrange: true,
      }),
      yaxis: blockAxis(blocks, theme),
      shapes: [mark.shape],
      annotations: [mark.annotation],
    },
    description: describe(silhouette, blocks),
    method: {
      text: `A stratified sample of ${countText(sampleSize)} persons; blocks are as high as the segment's share of people.${interval}`,
      formula:
        's = (b − a) / max(a, b), a: mean distance to the own segment, b: to the nearest other one',
      sampleSize,
      populationSize: result.provenance.personCount,
      exact: mean.exact,
    },
    table: tableOf(blocks),
    size: { width: 720, height: Math.max(300, 130 + blocks.length * 38) },
  };
}
