// How one feature spreads within every segment: quartiles, whiskers, mean.
import type { RfeFeatureResult, RfeResult } from '#shared/results/rfe-result';
import type { Box } from '#shared/results/result-parts';
import { logAxis, measureText } from './axis.ts';
import { textOn } from './colour.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from './figure.ts';
import { everybody, numberColumn, rowAxis, textColumn } from './figure-parts.ts';
import { escapeText, labelText } from './label-text.ts';
import { logPosition } from './log-scale.ts';
import { numberText, peopleText, quantityText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

/** In rows. */
const boxWidth = 0.56;

const order = ['recency', 'frequency', 'engagement'] as const;

interface BoxRow {
  look: SegmentLook;
  box: Box;
  row: number;
}

function boxTrace({ look, box, row }: BoxRow, theme: Theme): Trace {
  return {
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
    line: { color: inkOf(theme).outline, width: 1.5 },
    hoverinfo: 'skip',
  };
}

function meanMarks(rows: readonly BoxRow[], said: (value: number) => string, theme: Theme): Trace {
  const ink = inkOf(theme);
  return {
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
    hovertext: rows.map(({ look, box }) =>
      [
        `<b>${look.label}</b>, ${peopleText(look.segment.personCount)}`,
        `median ${said(box.median)}, mean ${said(box.mean)}`,
        `half of them ${numberText(box.firstQuartile)} to ${numberText(box.thirdQuartile)}`,
        `all of them ${numberText(box.minimum)} to ${numberText(box.maximum)}`,
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** The median in a colour that shows on the fill, which the outline of the box may not. */
function medianLine({ look, box, row }: BoxRow): Layout {
  return {
    type: 'line',
    x0: logPosition(box.median),
    x1: logPosition(box.median),
    y0: row - boxWidth / 2,
    y1: row + boxWidth / 2,
    line: { color: textOn(look.colour), width: 2.5 },
  };
}

function medianText({ box, row }: BoxRow, said: (value: number) => string): Layout {
  const end = logPosition(Math.max(box.whiskerHigh, box.mean));
  return { x: end, y: row, xanchor: 'left', xshift: 8, text: said(box.median) };
}

const legend: Layout = {
  xref: 'paper',
  yref: 'paper',
  x: 1,
  y: 1,
  xanchor: 'right',
  yanchor: 'bottom',
  text: 'box: the middle half, line and number: median, ◇ mean',
};

/** From the lowest to the highest thing that is drawn. */
function axisOf(feature: RfeFeatureResult, rows: readonly BoxRow[]): Layout {
  const drawn = rows.flatMap(({ box }) => [box.whiskerLow, box.whiskerHigh, box.mean]);
  return logAxis(
    feature,
    drawn.length > 0 ? Math.min(...drawn) : 0,
    drawn.length > 0 ? Math.max(...drawn) : 1,
  );
}

const tableParts: readonly [string, keyof Box][] = [
  ['Minimum', 'minimum'],
  ['Lower whisker', 'whiskerLow'],
  ['First quartile', 'firstQuartile'],
  ['Median', 'median'],
  ['Third quartile', 'thirdQuartile'],
  ['Upper whisker', 'whiskerHigh'],
  ['Maximum', 'maximum'],
  ['Mean', 'mean'],
];

function tableOf(feature: RfeFeatureResult, rows: readonly BoxRow[]): NumbersTable {
  const unit = feature.unit || measureText(feature);
  return {
    columns: [
      textColumn('Segment'),
      ...tableParts.map(([label]) => numberColumn(`${label} (${unit})`)),
    ],
    rows: rows.map(({ look, box }) => [look.name, ...tableParts.map(([, part]) => box[part])]),
  };
}

export function featureBoxes(
  feature: RfeFeatureResult,
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const place = order.indexOf(feature.name);
  const rows = looks.flatMap((look, row): BoxRow[] => {
    const box = look.segment.boxes[place];
    return box ? [{ look, box, row }] : [];
  });
  const said = (value: number): string => escapeText(quantityText(value, feature.unit));
  return {
    data: [...rows.map((each) => boxTrace(each, theme)), meanMarks(rows, said, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 90, t: 28, b: 16 },
      xaxis: axisOf(feature, rows),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
      ),
      shapes: rows.map(medianLine),
      annotations: [legend, ...rows.map((each) => medianText(each, said))],
    },
    description: `${feature.label} within each segment. ${rows
      .map(
        ({ look, box }) =>
          `${look.name}: median ${quantityText(box.median, feature.unit)}, half of them ${numberText(box.firstQuartile)} to ${numberText(box.thirdQuartile)}`,
      )
      .join('; ')}.`,
    method: {
      text: `${feature.definition} The box holds the middle half, its line is the median (written at the right), the diamond the mean; whiskers reach to the last value within 1.5 box lengths.`,
      ...everybody(result),
    },
    table: tableOf(feature, rows),
    size: { width: 720, height: Math.max(220, 90 + looks.length * 40) },
  };
}
