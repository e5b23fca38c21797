// How large the segments are, and how often the outcome happened in each, with intervals.
import type { JourneysResult } from '#shared/results/journeys-result';
import { percentAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText, shorten } from '../label-text.ts';
import { peopleText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading } from '../panels.ts';
import { template } from '../template.ts';
import { allJourneys, type JourneyLook } from './journeys-looks.ts';

type ShareInterval = JourneysResult['everybody']['share'];

interface SharePanel {
  heading: string;
  read: (look: JourneyLook) => ShareInterval | null;
  /** Of everybody: a line to compare with. */
  everybody: ShareInterval | null;
}

function panelsOf({ outcome, everybody }: JourneysResult): SharePanel[] {
  const size: SharePanel = {
    heading: 'Share of people',
    read: ({ segment }) => segment.row.share,
    everybody: null,
  };
  if (!outcome) return [size];
  const happened: SharePanel = {
    heading: `Of them with "${escapeText(shorten(outcome.name, 24))}"`,
    read: ({ segment }) => segment.row.outcome,
    everybody: everybody.outcome,
  };
  return [size, happened];
}

const intervalText = ({ share, low, high }: ShareInterval): string =>
  `${shareText(share)} (${shareText(low)} to ${shareText(high)})`;

function barsOf(
  looks: readonly JourneyLook[],
  { read, heading }: SharePanel,
  panel: number,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  const shares = looks.map(read);
  const known = (at: (interval: ShareInterval) => number): number[] =>
    shares.map((interval) => (interval ? at(interval) * 100 : 0));
  return {
    type: 'bar',
    orientation: 'h',
    x: known(({ share }) => share),
    y: looks.map((_, row) => row),
    width: 0.62,
    xaxis: `x${axisNumber(panel)}`,
    marker: { color: looks.map(({ colour }) => colour), line: { color: ink.outline, width: 1 } },
    error_x: {
      type: 'data',
      symmetric: false,
      array: known(({ share, high }) => high - share),
      arrayminus: known(({ share, low }) => share - low),
      color: ink.text,
      thickness: 1.2,
      width: 4,
    },
    hovertext: looks.map(
      ({ label, segment }, row) =>
        `<b>${label}</b>, ${peopleText(segment.personCount)}<br>${heading}: ${shares[row] ? intervalText(shares[row]) : 'not known'}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** The numbers beyond the end of each interval. */
function numbersOf(
  looks: readonly JourneyLook[],
  { read }: SharePanel,
  panel: number,
  theme: Theme,
): Trace {
  const shares = looks.map(read);
  return {
    type: 'scatter',
    mode: 'text',
    x: shares.map((interval) => (interval ? interval.high * 100 : 0)),
    y: looks.map((_, row) => row),
    xaxis: `x${axisNumber(panel)}`,
    yaxis: 'y',
    text: shares.map((interval) => (interval ? `\u00a0\u00a0${shareText(interval.share)}` : '')),
    textposition: 'middle right',
    textfont: { size: 12, color: inkOf(theme).text },
    cliponaxis: false,
    hoverinfo: 'skip',
  };
}

function everybodyLine(
  { everybody }: SharePanel,
  panel: number,
  theme: Theme,
): { shapes: Layout[]; annotations: Layout[] } {
  if (!everybody) return { shapes: [], annotations: [] };
  const { muted } = inkOf(theme);
  const x = everybody.share * 100;
  const xref = `x${axisNumber(panel)}`;
  return {
    shapes: [
      {
        type: 'line',
        xref,
        x0: x,
        x1: x,
        yref: 'paper',
        y0: 0,
        y1: 1,
        line: { color: muted, width: 1.5, dash: 'dot' },
      },
    ],
    annotations: [
      {
        xref,
        x,
        yref: 'paper',
        y: 0,
        yanchor: 'top',
        yshift: -20,
        text: `everybody ${shareText(everybody.share)}`,
        font: { size: 12, color: muted },
      },
    ],
  };
}

export function journeySizes(
  result: JourneysResult,
  looks: readonly JourneyLook[],
  theme: Theme,
): Figure {
  const shares = panelsOf(result);
  const panels = panelGrid(shares.length, shares.length, 0.06, 0);
  const axes = shares.map(({ read }, i): [string, Layout] => {
    const most = Math.max(0.05, ...looks.map((look) => read(look)?.high ?? 0));
    return [
      `xaxis${axisNumber(i)}`,
      percentAxis('', {
        domain: panels[i]?.x ?? [0, 1],
        range: [0, most * 122],
        nticks: 5,
        showline: false,
        ticks: '',
        fixedrange: true,
      }),
    ];
  });
  const lines = shares.map((panel, i) => everybodyLine(panel, i, theme));
  const words = looks.map(
    (look) =>
      `${look.name}: ${shares
        .flatMap(({ heading, read }) => {
          const interval = read(look);
          return interval ? [`${heading.toLowerCase()} ${intervalText(interval)}`] : [];
        })
        .join(', ')}`,
  );
  return {
    data: shares.flatMap((panel, i) => [
      barsOf(looks, panel, i, theme),
      numbersOf(looks, panel, i, theme),
    ]),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 36, b: 40 },
      ...Object.fromEntries(axes),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name, 30, 2)),
        theme,
      ),
      shapes: lines.flatMap((line) => line.shapes),
      annotations: [
        ...panels.map((panel, i) =>
          panelHeading(panel, `<b>${shares[i]?.heading ?? ''}</b>`, inkOf(theme).text),
        ),
        ...lines.flatMap((line) => line.annotations),
      ],
    },
    description: `${looks.length} groups. ${words.join('; ')}.`,
    method: {
      text: 'Counted over all people. The thin lines are 95 % intervals: what the shares could be among other people of the same kind.',
      formula: "Wilson's interval for a share",
      ...allJourneys(result),
    },
    table: {
      columns: [
        textColumn('Segment'),
        numberColumn('People'),
        ...shares.flatMap(({ heading }) => [
          numberColumn(heading),
          numberColumn('Low'),
          numberColumn('High'),
        ]),
      ],
      rows: looks.map((look) => [
        look.name,
        look.segment.personCount,
        ...shares.flatMap(({ read }) => {
          const interval = read(look);
          return [interval?.share ?? null, interval?.low ?? null, interval?.high ?? null];
        }),
      ]),
    },
    size: { width: 720, height: Math.max(200, 90 + looks.length * 42) },
  };
}
