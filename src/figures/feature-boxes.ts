// How one feature spreads within every segment: quartiles, whiskers, mean.
import type { RfeFeatureResult, RfeResult } from '#shared/results/rfe-result';
import { categoryAxis, logAxis, measureText } from './axis.ts';
import type { Figure, Theme, Trace } from './figure.ts';
import { escapeText, labelText } from './label-text.ts';
import { logPosition } from './log-scale.ts';
import { numberText, peopleText, quantityText } from './number-text.ts';
import { textOn } from './colour.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

/** In rows. */
const boxWidth = 0.56;

const order = ['recency', 'frequency', 'engagement'] as const;

export function featureBoxes(
  feature: RfeFeatureResult,
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const place = order.indexOf(feature.name);
  const rows = looks.flatMap((look, row) => {
    const box = look.segment.boxes[place];
    return box ? [{ look, box, row }] : [];
  });
  const boxes = rows.map(({ look, box, row }): Trace => ({
    type: 'box',
    orientation: 'h',
    y: [row],
    q1: [logPosition(box.firstQuartile)],
    median: [logPosition(box.median)],
    q3: [logPosition(box.thirdQuartile)],
    lowerfence: [logPosition(box.whiskerLow)],
    upperfence: [logPosition(box.whiskerHigh)],
    width: boxWidth,
    fillcolor: look.colour,
    line: { color: ink.outline, width: 1.5 },
    hoverinfo: 'skip',
  }));
  const said = (value: number): string => escapeText(quantityText(value, feature.unit));
  return {
    data: [
      ...boxes,
      {
        type: 'scatter',
        mode: 'markers',
        x: rows.map(({ box }) => logPosition(box.mean)),
        y: rows.map(({ row }) => row),
        marker: {
          symbol: 'diamond',
          size: 9,
          color: ink.surface,
          line: { color: ink.text, width: 1.5 },
        },
        hovertext: rows.map(
          ({ look, box }) =>
            `<b>${look.label}</b>, ${peopleText(look.segment.personCount)}<br>median ${said(box.median)}, mean ${said(box.mean)}<br>half of them ${numberText(box.firstQuartile)} to ${numberText(box.thirdQuartile)}<br>all of them ${numberText(box.minimum)} to ${numberText(box.maximum)}`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 90, t: 28, b: 16 },
      xaxis: logAxis(
        feature,
        rows.reduce(
          (low, { box }) => Math.min(low, box.whiskerLow, box.mean),
          rows[0]?.box.mean ?? 0,
        ),
        rows.reduce(
          (high, { box }) => Math.max(high, box.whiskerHigh, box.mean),
          rows[0]?.box.mean ?? 1,
        ),
      ),
      // The median in a colour that shows on the fill, which the outline of the box may not.
      shapes: rows.map(({ look, box, row }) => ({
        type: 'line',
        x0: logPosition(box.median),
        x1: logPosition(box.median),
        y0: row - boxWidth / 2,
        y1: row + boxWidth / 2,
        line: { color: textOn(look.colour), width: 2.5 },
      })),
      annotations: [
        {
          xref: 'paper',
          yref: 'paper',
          x: 1,
          y: 1,
          xanchor: 'right',
          yanchor: 'bottom',
          text: 'box: the middle half, line and number: median, ◇ mean',
        },
        ...rows.map(({ box, row }) => ({
          x: logPosition(Math.max(box.whiskerHigh, box.mean)),
          y: row,
          xanchor: 'left',
          xshift: 8,
          text: said(box.median),
        })),
      ],
      yaxis: {
        ...categoryAxis,
        range: [looks.length - 0.5, -0.5],
        tickvals: rows.map(({ row }) => row),
        ticktext: rows.map(({ look }) => labelText(look.name)),
        tickfont: { size: 12, color: ink.text },
      },
    },
    description: `${feature.label} within each segment. ${rows
      .map(
        ({ look, box }) =>
          `${look.name}: median ${quantityText(box.median, feature.unit)}, half of them ${numberText(box.firstQuartile)} to ${numberText(box.thirdQuartile)}`,
      )
      .join('; ')}.`,
    method: {
      text: `${feature.definition} The box holds the middle half, its line is the median (written at the right), the diamond the mean; whiskers reach to the last value within 1.5 box lengths.`,
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        ...[
          'Minimum',
          'Lower whisker',
          'First quartile',
          'Median',
          'Third quartile',
          'Upper whisker',
          'Maximum',
          'Mean',
        ].map((label) => ({
          label: `${label} (${feature.unit || measureText(feature)})`,
          kind: 'number' as const,
        })),
      ],
      rows: rows.map(({ look, box }) => [
        look.name,
        box.minimum,
        box.whiskerLow,
        box.firstQuartile,
        box.median,
        box.thirdQuartile,
        box.whiskerHigh,
        box.maximum,
        box.mean,
      ]),
    },
    size: { width: 720, height: Math.max(220, 90 + looks.length * 40) },
  };
}
