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
export const plainTicks: Layout = { tickformat: ',~f', exponentformat: 'none' };

export function linearAxis(title: string, more: Layout = {}): Layout {
  return { title: { text: title }, ...plainTicks, ...more };
}

/** An axis of shares; its values are percent. */
export function percentAxis(title: string, more: Layout = {}): Layout {
  return { title: { text: title }, ticksuffix: ' %', nticks: 6, ...more };
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
export function logAxis(
  measure: Measure,
  low: number,
  high: number,
  more: Layout = {},
  tickCount = 11,
): Layout {
  const start = logPosition(low);
  const end = logPosition(high);
  const room = Math.max(0.05, (end - start) * 0.03);
  return {
    title: { text: `${measureText(measure)}, log scale` },
    ...logTicks(low, high, measure.unit, tickCount),
    range: [start - room, end + room],
    ...more,
  };
}
