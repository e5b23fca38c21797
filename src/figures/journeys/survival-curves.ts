// How long people of every segment stay without the outcome, with bands and numbers at risk.
import type { JourneysResult, JourneysSegment } from '#shared/results/journeys-result';
import { linearAxis, percentAxis } from '../axis.ts';
import { withOpacity } from '../colour.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { countText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { spreadLabels } from '../spread-labels.ts';
import { template } from '../template.ts';
import { allJourneys, type JourneyLook } from './journeys-looks.ts';

type Survival = NonNullable<JourneysSegment['survival']>;

interface Curve {
  look: JourneyLook;
  survival: Survival;
}

const plotHeight = 320;
const riskRow = 18;
/** More names than this stand in one line each, or they would not fit beside the curves. */
const mostTwoLined = 9;
const topMargin = 14;
const axisHeight = 48;

const percent = (shares: readonly number[]): number[] => shares.map((share) => share * 100);

function bandOf({ look, survival }: Curve): Trace {
  const { days, low, high } = survival;
  // Steps as corners, since a filled area knows no steps back.
  const forth = days.flatMap((day, i) => (i === 0 ? [i] : [i - 1, i]).map((at) => ({ day, at })));
  const upper = forth.map(({ day, at }) => ({ day, share: high[at] ?? 1 }));
  const lower = forth.toReversed().map(({ day, at }) => ({ day, share: low[at] ?? 0 }));
  const around = [...upper, ...lower];
  return {
    type: 'scatter',
    mode: 'lines',
    x: around.map(({ day }) => day),
    y: percent(around.map(({ share }) => share)),
    fill: 'toself',
    fillcolor: withOpacity(look.colour, 0.18),
    line: { width: 0 },
    hoverinfo: 'skip',
  };
}

function lineOf({ look, survival }: Curve, without: string): Trace {
  const { days, share, low, high } = survival;
  return {
    type: 'scatter',
    mode: 'lines',
    name: look.label,
    x: days,
    y: percent(share),
    line: { color: look.colour, width: 2.25, shape: 'hv' },
    hovertext: days.map(
      (day, i) =>
        `<b>${look.label}</b><br>${shareText(share[i] ?? 0)} (${shareText(low[i] ?? 0)} to ${shareText(high[i] ?? 0)}) ${without}<br>after ${countText(day)} days`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function endLabels(curves: readonly Curve[], lowest: number, theme: Theme): Layout[] {
  const ends = curves.map(({ survival }) => (survival.share.at(-1) ?? 0) * 100);
  const lineCount = curves.length <= mostTwoLined ? 2 : 1;
  const gap = ((100 - lowest) * (lineCount * 15 + 4)) / plotHeight;
  return spreadLabels(ends, gap, lowest, 100).map((y, i) => ({
    xref: 'paper',
    x: 1,
    y,
    xanchor: 'left',
    yanchor: 'middle',
    xshift: 8,
    text: `<span style="color:${curves[i]?.look.colour ?? ''}">■</span> ${labelText(curves[i]?.look.name ?? '', 26, lineCount)} <b>${shareText((ends[i] ?? 0) / 100)}</b>`,
    align: 'left',
    font: { size: 12, color: inkOf(theme).text },
  }));
}

/** A line of numbers a segment, below the axis. */
function riskTexts(curves: readonly Curve[], theme: Theme): Layout[] {
  const { text, muted } = inkOf(theme);
  const yOf = (row: number): Layout => ({
    yref: 'paper',
    y: 0,
    yanchor: 'top',
    yshift: -(axisHeight + row * riskRow),
  });
  const heading = {
    xref: 'paper',
    x: 0,
    xanchor: 'left',
    text: 'People still followed without the outcome',
    font: { size: 12, color: muted },
    ...yOf(0),
  };
  return [
    heading,
    ...curves.flatMap(({ look, survival }, row) => [
      ...survival.risk.days.map((day, i) => ({
        x: day,
        xanchor: 'center',
        text: `<span style="color:${look.colour}">■</span> ${countText(survival.risk.atRisk[i] ?? 0)}`,
        font: { size: 12, color: text },
        ...yOf(row + 1),
      })),
    ]),
  ];
}

function tableOf(curves: readonly Curve[]): NumbersTable {
  return {
    columns: [
      textColumn('Segment'),
      numberColumn('Days'),
      numberColumn('Share without the outcome'),
      numberColumn('Low'),
      numberColumn('High'),
      numberColumn('At risk'),
    ],
    rows: curves.flatMap(({ look, survival }) =>
      survival.days.map((day, i) => [
        look.name,
        day,
        survival.share[i] ?? null,
        survival.low[i] ?? null,
        survival.high[i] ?? null,
        survival.atRisk[i] ?? null,
      ]),
    ),
  };
}

export function survivalCurves(
  result: JourneysResult,
  looks: readonly JourneyLook[],
  theme: Theme,
): Figure {
  const curves = looks.flatMap((look): Curve[] =>
    look.segment.survival ? [{ look, survival: look.segment.survival }] : [],
  );
  const without = `without "${escapeText(result.outcome?.name ?? 'the outcome')}"`;
  const lowestShare = Math.min(1, ...curves.flatMap(({ survival }) => survival.low));
  const lowest = Math.max(0, Math.floor(lowestShare * 20) * 5);
  const lastDay = Math.max(1, ...curves.map(({ survival }) => survival.days.at(-1) ?? 1));
  const below = axisHeight + (curves.length + 1) * riskRow + 8;
  const start = result.sequences.cutoff === null ? 'the first event' : 'the cutoff';
  return {
    data: [...curves.map(bandOf), ...curves.map((curve) => lineOf(curve, without))],
    layout: {
      template: template(theme),
      margin: { l: 64, r: 230, t: topMargin, b: below },
      xaxis: linearAxis(`Days since ${start}`, {
        range: [0, lastDay],
        tickvals: curves[0]?.survival.risk.days ?? [],
        showgrid: false,
        automargin: false,
      }),
      yaxis: percentAxis(`Share ${without}`, { range: [lowest, 100.5], automargin: false }),
      annotations: [...endLabels(curves, lowest, theme), ...riskTexts(curves, theme)],
    },
    description: `Share of people ${without}, by segment, over ${countText(lastDay)} days since ${start}. At the end: ${curves
      .map(({ look, survival }) => `${look.name} ${shareText(survival.share.at(-1) ?? 0)}`)
      .join('; ')}.`,
    method: {
      text: `Kaplan-Meier: the share of people to whom the outcome has not happened after so many days since ${start}; people who are not followed that long count for as long as they are. Bands are 95 % intervals (log-log). The numbers below say how many people each point still stands on.`,
      formula: 'S(t) = Π over days of outcomes up to t of (1 − outcomes / people at risk)',
      ...allJourneys(result),
    },
    table: tableOf(curves),
    size: { width: 720, height: plotHeight + topMargin + below },
  };
}
