// Axes that say what they measure, and in which unit.
import type { Layout } from './figure.ts';
import { escapeText } from './label-text.ts';
import { logPosition, logTicks } from './log-scale.ts';

export interface Measure {
  label: string;
  unit: string;
}

/** "Recency (days)"; the unit is left out where the label says it or money has no name. */
export function measureText({ label, unit }: Measure): string {
  const said = unit === '' || unit === 'currency' || label.toLowerCase().includes(unit);
  return escapeText(said ? label : `${label} (${unit})`);
}

/** Ticks written out in full: 12,000 and not 12k. */
export const plainTicks: Layout = { tickformat: ',~f' };

export function linearAxis(title: string, more: Layout = {}): Layout {
  return { title: { text: title }, ...plainTicks, ...more };
}

/** An axis of shares; its values are percent. */
export function percentAxis(title: string, more: Layout = {}): Layout {
  return { title: { text: title }, ticksuffix: ' %', ...more };
}

/** Categories are not measured: no line, no marks, no grid. */
export const categoryAxis: Layout = {
  showgrid: false,
  showline: false,
  ticks: '',
  ticklabelstandoff: 6,
  fixedrange: true,
};

/** A logarithmic axis with room for zero, from the value `low` to the value `high`. */
export function logAxis(measure: Measure, low: number, high: number, more: Layout = {}): Layout {
  const start = logPosition(low);
  const end = logPosition(high);
  const room = Math.max(0.05, (end - start) * 0.03);
  return {
    title: { text: `${measureText(measure)}, log scale` },
    ...logTicks(low, high, measure.unit),
    range: [start - room, end + room],
    ...more,
  };
}

/** Steps of an axis of days: days, weeks, quarters, years. */
const daySteps = [1, 2, 7, 14, 28, 91, 182, 365.25, 730.5, 1826.25, 3652.5];

function dayText(days: number): string {
  if (days % 7 !== 0 && days % 365.25 !== 0) return days === 1 ? '1 day' : `${days} days`;
  if (days === 0) return '0 days';
  const [count, unit] = days % 365.25 === 0 ? [days / 365.25, 'year'] : [days / 7, 'week'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A linear axis from `low` to `high`; days are told in weeks or years where there are many. */
export function measureAxis(
  measure: Measure,
  low: number,
  high: number,
  more: Layout = {},
  tickCount = 6,
): Layout {
  // Zero is shown where it is near, so that lengths can be compared.
  const start = low > 0 && low < (high - low) * 0.1 ? 0 : low;
  const range = [start, high > low ? high : low + 1];
  if (measure.unit !== 'days')
    return linearAxis(measureText(measure), { range, nticks: tickCount + 2, ...more });
  const step = daySteps.find((days) => (high - low) / days <= tickCount) ?? 3652.5;
  const first = Math.ceil(start / step);
  const ticks = Array.from(
    { length: Math.max(0, Math.floor(high / step) - first + 1) },
    (_, i) => (first + i) * step,
  );
  return {
    title: { text: measureText(measure) },
    tickvals: ticks,
    ticktext: ticks.map(dayText),
    range,
    ...more,
  };
}

export interface BinAxis {
  axis: Layout;
  /** Where a value stands on it. */
  toPlace: (value: number) => number;
  /** The first and the last place. */
  low: number;
  high: number;
}

/** The axis on which bins are even. */
export function binAxis(
  measure: Measure,
  low: number,
  high: number,
  logarithmic: boolean,
  more: Layout = {},
): BinAxis {
  const toPlace = logarithmic ? logPosition : (value: number): number => value;
  const axis = (logarithmic ? logAxis : measureAxis)(measure, low, high, more);
  return { axis, toPlace, low: toPlace(low), high: toPlace(high) };
}
