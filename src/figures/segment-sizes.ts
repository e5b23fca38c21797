// How many people a segment has, beside the share of clicks and of engagement that they bring.
import type { RfeResult, Segment } from '#shared/results/rfe-result';
import { categoryAxis, percentAxis } from './axis.ts';
import { featureMeasures } from './feature-measures.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { escapeText, labelText } from './label-text.ts';
import { countText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { axisNumber, panelGrid, panelHeading } from './panels.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

type ShareField = 'personShare' | 'frequencyShare' | 'engagementShare';

interface SharePanel {
  field: ShareField;
  heading: string;
}

export function segmentSizes(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const { frequency, engagement } = featureMeasures(result);
  const shares: SharePanel[] = [
    { field: 'personShare', heading: 'Share of people' },
    { field: 'frequencyShare', heading: `Share of ${escapeText(frequency.label.toLowerCase())}` },
    { field: 'engagementShare', heading: `Share of ${escapeText(engagement.label.toLowerCase())}` },
  ];
  const panels = panelGrid(shares.length, shares.length, 0.06, 0);
  const widest = Math.max(
    0.05,
    ...shares.flatMap(({ field }) => looks.map(({ segment }) => segment[field])),
  );
  const detail = (segment: Segment): string =>
    shares
      .map(({ field, heading }) => `${heading.toLowerCase()} ${shareText(segment[field])}`)
      .join('<br>');
  const bars = shares.map(({ field }, i): Trace => ({
    type: 'bar',
    orientation: 'h',
    x: looks.map(({ segment }) => segment[field] * 100),
    y: looks.map((_, row) => row),
    width: 0.62,
    xaxis: `x${axisNumber(i)}`,
    marker: {
      color: looks.map(({ colour }) => colour),
      line: { color: ink.outline, width: 1 },
    },
    text: looks.map(({ segment }) => shareText(segment[field])),
    textposition: 'outside',
    textfont: { size: 12, color: ink.text },
    cliponaxis: false,
    hovertext: looks.map(
      ({ label, segment }) =>
        `<b>${label}</b><br>${countText(segment.personCount)} people<br>${detail(segment)}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  }));
  const axes = Object.fromEntries(
    panels.map((panel, i): [string, Layout] => [
      `xaxis${axisNumber(i)}`,
      percentAxis('', {
        domain: panel.x,
        // Room at the end of the longest bar for its number.
        range: [0, widest * 100 * 1.3],
        nticks: 4,
        showline: false,
        ticks: '',
        fixedrange: true,
      }),
    ]),
  );
  const largest = looks.reduce<SegmentLook | undefined>(
    (most, look) => (!most || look.segment.personShare > most.segment.personShare ? look : most),
    undefined,
  );
  return {
    data: bars,
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 36, b: 16 },
      ...axes,
      yaxis: {
        ...categoryAxis,
        range: [looks.length - 0.5, -0.5],
        tickvals: looks.map((_, row) => row),
        ticktext: looks.map(({ name }) => labelText(name)),
        tickfont: { size: 12, color: ink.text },
      },
      annotations: panels.map((panel, i) =>
        panelHeading(panel, `<b>${shares[i]?.heading ?? ''}</b>`, ink.text),
      ),
    },
    description: `${looks.length} segments${largest ? `; the largest is ${largest.name} with ${shareText(largest.segment.personShare)} of people` : ''}. ${looks
      .map(
        ({ name, segment }) =>
          `${name}: ${shareText(segment.personShare)} of people, ${shareText(segment.frequencyShare)} of ${frequency.label.toLowerCase()}`,
      )
      .join('; ')}.`,
    method: {
      text: `Persons, ${frequency.label.toLowerCase()} and ${engagement.label.toLowerCase()} of each segment, divided by the total.`,
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        { label: 'People', kind: 'number' },
        { label: 'Share of people', kind: 'number' },
        { label: `Share of ${frequency.label.toLowerCase()}`, kind: 'number' },
        { label: `Share of ${engagement.label.toLowerCase()}`, kind: 'number' },
      ],
      rows: looks.map(({ name, segment }) => [
        name,
        segment.personCount,
        segment.personShare,
        segment.frequencyShare,
        segment.engagementShare,
      ]),
    },
    size: { width: 720, height: Math.max(200, 80 + looks.length * 38) },
  };
}
