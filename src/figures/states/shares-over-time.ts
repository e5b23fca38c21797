// The share of every state by period, as areas on top of each other: by calendar, since joining, ahead.
import type { StatesResult } from '#shared/results/states-result';
import type { Figure, Layout, Method, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { countText, dateText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { spreadLabels } from '../spread-labels.ts';
import { template } from '../template.ts';
import { isDormancyApart } from './is-dormancy-apart.ts';
import { allPersons, allRows, type StateLook } from './states-looks.ts';

export interface SharesInput {
  /** ISO dates, or numbers of periods. */
  periods: readonly (string | number)[];
  /** shares[place][state]. */
  shares: readonly (readonly number[])[];
  /** Rows behind a place; absent where a model says the shares. */
  rowCounts?: readonly number[];
  /** The picture ends before the first place with fewer rows; the table has them all. */
  leastRows?: number;
}

const figureHeight = 360;

/** Places without a row say nothing. */
function known({ periods, shares, rowCounts }: SharesInput): number[] {
  return periods.map((_, i) => i).filter((i) => shares[i] && (rowCounts?.[i] ?? 1) > 0);
}

/** Those of them that are drawn: shares of a handful of rows jump about and say nothing. */
function worthDrawing(places: readonly number[], { rowCounts, leastRows }: SharesInput): number[] {
  const end = places.findIndex((place) => (rowCounts?.[place] ?? Infinity) < (leastRows ?? 0));
  return end < 0 ? [...places] : places.slice(0, end);
}

function placeText(period: string | number, unit: { one: string; many: string }): string {
  if (typeof period === 'string') return dateText(period);
  return `${countText(period)} ${period === 1 ? unit.one : unit.many}`;
}

function areaOf(
  look: StateLook,
  input: SharesInput,
  places: readonly number[],
  unit: { one: string; many: string },
  theme: Theme,
): Trace {
  const share = (place: number): number => input.shares[place]?.[look.segment.index] ?? 0;
  return {
    type: 'scatter',
    mode: places.length === 1 ? 'markers' : 'lines',
    stackgroup: 'states',
    x: places.map((place) => input.periods[place] ?? 0),
    y: places.map((place) => share(place) * 100),
    fillcolor: look.colour,
    line: { color: inkOf(theme).surface, width: 1 },
    hovertext: places.map((place) => {
      const rows = input.rowCounts?.[place];
      return [
        `<b>${look.label}</b>`,
        `${placeText(input.periods[place] ?? 0, unit)}: ${shareText(share(place))}`,
        ...(rows === undefined ? [] : [`of ${countText(rows)} rows`]),
      ].join('<br>');
    }),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** The names at the right end, each at the height of its area there. */
function endLabels(looks: readonly StateLook[], shares: readonly number[], theme: Theme): Layout[] {
  const ink = inkOf(theme);
  let below = 0;
  const middles = looks.map(({ segment }) => {
    const share = (shares[segment.index] ?? 0) * 100;
    below += share;
    return below - share / 2;
  });
  // Few names may take two lines.
  const lines = looks.length <= 6 ? 2 : 1;
  const gap = Math.min(lines * 6.5, 96 / Math.max(1, looks.length - 1));
  return spreadLabels(middles, gap, 2, 98).map((place, i) => {
    const look = looks[i];
    const share = shareText(shares[look?.segment.index ?? 0] ?? 0);
    return {
      xref: 'paper',
      x: 1,
      y: place,
      xanchor: 'left',
      yanchor: 'middle',
      align: 'left',
      xshift: 8,
      text: `<span style="color:${look?.colour ?? ink.text}">■</span> <b>${share}</b> ${labelText(look?.name ?? '', 20, lines)}`,
      font: { size: 12, color: ink.text },
    };
  });
}

function axisOf(input: SharesInput, title: string): Layout {
  const dated = typeof input.periods[0] === 'string';
  return {
    title: { text: title },
    showgrid: false,
    ...(dated ? { type: 'date', tickformat: '%-d %b<br>%Y', nticks: 8 } : { nticks: 10 }),
  };
}

function describe(
  input: SharesInput,
  places: readonly number[],
  looks: readonly StateLook[],
  unit: { one: string; many: string },
): string {
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const said = looks.map(({ name, segment }) => {
    const at = (place: number): string => shareText(input.shares[place]?.[segment.index] ?? 0);
    return `${name}: ${at(first)} then ${at(last)}`;
  });
  const from = placeText(input.periods[first] ?? 0, unit);
  const to = placeText(input.periods[last] ?? 0, unit);
  return `Shares of the states from ${from} to ${to}. ${said.join('; ')}.`;
}

function sharesFigure(
  input: SharesInput,
  looks: readonly StateLook[],
  unit: { one: string; many: string },
  title: string,
  method: Method,
  theme: Theme,
): Figure {
  const told = known(input);
  const places = worthDrawing(told, input);
  const last = input.shares[places.at(-1) ?? 0] ?? [];
  return {
    data: looks.map((look) => areaOf(look, input, places, unit, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 190, t: 12, b: 16 },
      hovermode: 'closest',
      xaxis: axisOf(input, title),
      yaxis: { ticksuffix: ' %', range: [0, 100], fixedrange: true, showgrid: false },
      annotations: endLabels(looks, last, theme),
    },
    description: describe(input, places, looks, unit),
    method,
    table: {
      columns: [
        typeof input.periods[0] === 'string' ? textColumn('Period from') : numberColumn('Period'),
        ...(input.rowCounts ? [numberColumn('Rows')] : []),
        ...looks.map(({ name }) => numberColumn(name)),
      ],
      rows: told.map((place) => [
        input.periods[place] ?? null,
        ...(input.rowCounts ? [input.rowCounts[place] ?? null] : []),
        ...looks.map(({ segment }) => input.shares[place]?.[segment.index] ?? null),
      ]),
    },
    size: { width: 720, height: figureHeight },
  };
}

export function sharesByPeriod(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const { byPeriod } = result.pictures;
  const { periodUnit } = result.panel;
  return sharesFigure(
    byPeriod,
    looks,
    periodUnit,
    '',
    {
      text: `Of everybody who has a row in a ${periodUnit.one}, the share in each state, on the most probable paths. Who has become dormant beyond the cutoff has no rows any more.`,
      ...allRows(result),
    },
    theme,
  );
}

export function sharesSinceJoining(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const { bySinceJoining } = result.pictures;
  const { periodUnit } = result.panel;
  const title = `${periodUnit.many.charAt(0).toUpperCase()}${periodUnit.many.slice(1)} since a person's first row`;
  // Of few people to begin with, a tenth of them is as far as it goes.
  const leastRows = Math.min(20, Math.max(...bySinceJoining.rowCounts) / 10);
  return sharesFigure(
    { ...bySinceJoining, leastRows },
    looks,
    periodUnit,
    title,
    {
      text: `Of everybody who was there so many ${periodUnit.many}, the share in each state. Fewer and fewer people reach the right end: hovering says how many rows there are, and it ends where fewer than ${Math.ceil(leastRows)} are left.`,
      ...allRows(result),
    },
    theme,
  );
}

export function forecastShares(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const { forecast, panel, segments } = result;
  const ahead = forecast.shares.map((_, place) => place);
  const dormancy = isDormancyApart(segments) ? forecast.dormancy?.at(-1) : undefined;
  const figure = sharesFigure(
    { periods: ahead, shares: forecast.shares },
    looks,
    panel.periodUnit,
    `${panel.periodUnit.many.charAt(0).toUpperCase()}${panel.periodUnit.many.slice(1)} ahead; 0 is now`,
    {
      text: `Everybody's filtered state at their last row, carried on by the transitions of the model for 1 to ${forecast.horizon} ${panel.periodUnit.many}, and averaged. It holds as long as people go on to move as they did.`,
      formula: 'p(h) = p(0) × A^h',
      ...allPersons(result),
    },
    theme,
  );
  const gone =
    dormancy === undefined
      ? ''
      : ` On average the probability of being dormant then is ${shareText(dormancy)} (now ${shareText(forecast.dormancy?.[0] ?? 0)}).`;
  return { ...figure, description: `${figure.description}${gone}` };
}
