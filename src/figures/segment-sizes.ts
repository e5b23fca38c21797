// How many people a segment has, beside the share of clicks and of engagement that they bring.
import type { RfeResult } from '#shared/results/rfe-result';
import { percentAxis } from './axis.ts';
import { featureMeasures } from './feature-measures.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { everybody, numberColumn, rowAxis, textColumn } from './figure-parts.ts';
import { escapeText, labelText } from './label-text.ts';
import { countText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { axisNumber, panelGrid, panelHeading } from './panels.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

interface SharePanel {
  field: 'personShare' | 'frequencyShare' | 'engagementShare';
  heading: string;
}

function panelsOf(result: RfeResult): SharePanel[] {
  const { frequency, engagement } = featureMeasures(result);
  return [
    { field: 'personShare', heading: 'Share of people' },
    { field: 'frequencyShare', heading: `Share of ${frequency.label.toLowerCase()}` },
    { field: 'engagementShare', heading: `Share of ${engagement.label.toLowerCase()}` },
  ];
}

function hoverText({ label, segment }: SegmentLook, shares: readonly SharePanel[]): string {
  const lines = shares.map(({ field, heading }) =>
    escapeText(`${heading.toLowerCase()} ${shareText(segment[field])}`),
  );
  return [`<b>${label}</b>`, `${countText(segment.personCount)} people`, ...lines].join('<br>');
}

function barsOf(
  looks: readonly SegmentLook[],
  shares: readonly SharePanel[],
  panel: number,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  const { field } = shares[panel] ?? { field: 'personShare' };
  return {
    type: 'bar',
    orientation: 'h',
    x: looks.map(({ segment }) => segment[field] * 100),
    y: looks.map((_, row) => row),
    width: 0.62,
    xaxis: `x${axisNumber(panel)}`,
    marker: { color: looks.map(({ colour }) => colour), line: { color: ink.outline, width: 1 } },
    text: looks.map(({ segment }) => shareText(segment[field])),
    textposition: 'outside',
    textfont: { size: 12, color: ink.text },
    cliponaxis: false,
    hovertext: looks.map((look) => hoverText(look, shares)),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function describe(looks: readonly SegmentLook[], frequencyLabel: string): string {
  const largest = looks.reduce<SegmentLook | undefined>(
    (most, look) => (!most || look.segment.personShare > most.segment.personShare ? look : most),
    undefined,
  );
  const lead = largest
    ? `; the largest is ${largest.name} with ${shareText(largest.segment.personShare)} of people`
    : '';
  const parts = looks.map(
    ({ name, segment }) =>
      `${name}: ${shareText(segment.personShare)} of people, ${shareText(segment.frequencyShare)} of ${frequencyLabel}`,
  );
  return `${looks.length} segments${lead}. ${parts.join('; ')}.`;
}

export function segmentSizes(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const { frequency, engagement } = featureMeasures(result);
  const shares = panelsOf(result);
  const panels = panelGrid(shares.length, shares.length, 0.06, 0);
  const all = shares.flatMap(({ field }) => looks.map(({ segment }) => segment[field] * 100));
  // Room at the end of the longest bar for its number.
  const range = [0, Math.max(5, ...all) * 1.3];
  const axes = panels.map(({ x }, i): [string, Layout] => [
    `xaxis${axisNumber(i)}`,
    percentAxis('', { domain: x, range, nticks: 4, showline: false, ticks: '', fixedrange: true }),
  ]);
  return {
    data: shares.map((_, i) => barsOf(looks, shares, i, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 36, b: 16 },
      ...Object.fromEntries(axes),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
      ),
      annotations: panels.map((panel, i) =>
        panelHeading(panel, `<b>${escapeText(shares[i]?.heading ?? '')}</b>`, inkOf(theme).text),
      ),
    },
    description: describe(looks, frequency.label.toLowerCase()),
    method: {
      text: `Persons, ${frequency.label.toLowerCase()} and ${engagement.label.toLowerCase()} of each segment, divided by the total.`,
      ...everybody(result),
    },
    table: {
      columns: [
        textColumn('Segment'),
        numberColumn('People'),
        ...shares.map(({ heading }) => numberColumn(heading)),
      ],
      rows: looks.map(({ name, segment }) => [
        name,
        segment.personCount,
        ...shares.map(({ field }) => segment[field]),
      ]),
    },
    size: { width: 720, height: Math.max(200, 80 + looks.length * 38) },
  };
}
