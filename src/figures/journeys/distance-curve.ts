// How near the neighbours are: everybody's distance to the minPts-th of them, and the radius drawn in.
import type { JourneysResult } from '#shared/results/journeys-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn } from '../figure-parts.ts';
import { countText, numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';

type Curve = NonNullable<JourneysResult['clustering']['distanceCurve']>;

export interface DistanceCurveInput {
  curve: Curve;
  minPts: number;
  /** Null where the way of clustering has no radius. */
  radius: number | null;
  personCount: number;
}

/** Distances beyond so many radii say nothing more about the knee. */
const shownRadii = 3;

/** "1st", "22nd", "40th". */
function ordinal(count: number): string {
  const endings = { one: 'st', two: 'nd', few: 'rd' } as const;
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(count);
  return `${count}${rule === 'one' || rule === 'two' || rule === 'few' ? endings[rule] : 'th'}`;
}

/** Share of the people with enough others within the radius. */
function coreShare({ distance, rank }: Curve, radius: number, personCount: number): number {
  const beyond = distance.findIndex((value) => value > radius);
  return beyond < 0 ? 1 : (rank[beyond] ?? 0) / Math.max(1, personCount);
}

function kneeMark({ rank, distance, kneeRank, kneeClear }: Curve, theme: Theme): Trace[] {
  if (kneeRank === null) return [];
  const place = rank.reduce(
    (best, own, i) =>
      Math.abs(own - kneeRank) < Math.abs((rank[best] ?? 0) - kneeRank) ? i : best,
    0,
  );
  const ink = inkOf(theme);
  return [
    {
      type: 'scatter',
      mode: 'markers+text',
      x: [rank[place] ?? 0],
      y: [distance[place] ?? 0],
      marker: { size: 11, color: ink.surface, line: { color: ink.text, width: 2 } },
      text: [kneeClear ? 'knee' : 'no clear knee'],
      textposition: 'bottom center',
      textfont: { size: 12, color: ink.text },
      hoverinfo: 'skip',
    },
  ];
}

function radiusLine(radius: number, share: number, theme: Theme): { shape: Layout; text: Layout } {
  const { warning } = inkOf(theme);
  return {
    shape: {
      type: 'line',
      xref: 'paper',
      x0: 0,
      x1: 1,
      y0: radius,
      y1: radius,
      line: { color: warning, width: 1.5, dash: 'dash' },
    },
    text: {
      xref: 'paper',
      x: 0.01,
      y: radius,
      xanchor: 'left',
      yanchor: 'bottom',
      text: `radius ${numberText(radius)}: ${shareText(share)} of people in dense places`,
      font: { size: 12, color: warning },
    },
  };
}

export function distanceCurve(input: DistanceCurveInput, theme: Theme): Figure {
  const { curve, minPts, radius, personCount } = input;
  const ink = inkOf(theme);
  const greatest = curve.distance.at(-1) ?? 1;
  const knee = curve.distance[curve.rank.findIndex((rank) => rank >= (curve.kneeRank ?? 0))];
  const top = Math.min(greatest * 1.03, shownRadii * Math.max(radius ?? 0, knee ?? 0)) || greatest;
  const share = radius === null ? 0 : coreShare(curve, radius, personCount);
  const line = radius === null ? null : radiusLine(radius, share, theme);
  const cut =
    greatest > top ? ` The greatest distances, up to ${numberText(greatest)}, are cut off.` : '';
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: curve.rank,
        y: curve.distance,
        line: { color: ink.accent, width: 2.5 },
        hovertext: curve.rank.map(
          (rank, i) =>
            `${countText(rank + 1)} people have ${minPts - 1} others<br>within ${numberText(curve.distance[i] ?? 0)}`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
      ...kneeMark(curve, theme),
    ],
    layout: {
      template: template(theme),
      xaxis: linearAxis('People, those in dense places first', {
        range: [0, personCount],
        showgrid: false,
      }),
      yaxis: linearAxis(`Distance to the ${ordinal(minPts)} nearest`, { range: [0, top] }),
      shapes: line ? [line.shape] : [],
      annotations: line ? [line.text] : [],
    },
    description: `Distances to the ${ordinal(minPts)} nearest person, ascending, from ${numberText(curve.distance[0] ?? 0)} to ${numberText(greatest)}.${radius === null ? '' : ` Within the radius of ${numberText(radius)} ${shareText(share)} of people have enough neighbours.`}${curve.kneeClear ? '' : ' The curve has no clear knee.'}`,
    method: {
      text: `For everybody the distance to the ${ordinal(minPts)} nearest person (the person counts as the first), sorted. People left of the crossing with the radius lie in dense places. The knee is where the curve turns from flat to steep: the point farthest below the straight line between its ends.${cut}`,
      formula: 'knee = argmax of (rank / n − (distance − least) / (greatest − least))',
      sampleSize: personCount,
      populationSize: personCount,
      exact: true,
    },
    table: {
      columns: [numberColumn('People'), numberColumn(`Distance to the ${ordinal(minPts)} nearest`)],
      rows: curve.rank.map((rank, i) => [rank + 1, curve.distance[i] ?? null]),
    },
    size: { width: 720, height: 340 },
  };
}
