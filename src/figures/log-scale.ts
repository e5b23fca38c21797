// Logarithmic axes that have room for zero: a value stands at log10(1 + value), its tick says the value.

/** Where a value stands. Negative amounts (returns) mirror the positive ones. */
export const logPosition = (value: number): number =>
  Math.sign(value) * Math.log10(1 + Math.abs(value));

/** The value that stands at a place. */
export const valueAt = (place: number): number => Math.sign(place) * (10 ** Math.abs(place) - 1);

interface Tick {
  value: number;
  text: string;
}

const dayTicks: readonly Tick[] = [
  { value: 0, text: '0 days' },
  { value: 1, text: '1 day' },
  { value: 3, text: '3 days' },
  { value: 7, text: '1 week' },
  { value: 14, text: '2 weeks' },
  { value: 28, text: '4 weeks' },
  { value: 91, text: '13 weeks' },
  { value: 182, text: '26 weeks' },
  { value: 365.25, text: '1 year' },
  { value: 1095.75, text: '3 years' },
  { value: 3652.5, text: '10 years' },
];

function decadeText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** Numbers are shorter than "13 weeks" and may stand closer. */
const numbersPerDayTick = 2.2;

/** 0, 1, 10, 100 ...; with 2 and 5, or 3, between where fewer than three decades are shown. */
function decadeTicks(low: number, high: number): Tick[] {
  const decades = logPosition(high) - logPosition(low);
  const steps = decades > 2.6 ? [1] : decades > 1.6 ? [1, 3] : [1, 2, 5];
  const positive = Array.from({ length: 16 }, (_, power) =>
    steps.map((step) => step * 10 ** power),
  ).flat();
  const negative = positive.map((value) => -value).reverse();
  return [...(low < 0 ? negative : []), 0, ...positive].map((value) => ({
    value,
    text: decadeText(value),
  }));
}

/** Leaves out ticks that would stand closer than `gap`; the first of a pair stays. */
function thinned(ticks: readonly Tick[], gap: number): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const before = kept.at(-1);
    if (!before || logPosition(tick.value) - logPosition(before.value) >= gap) kept.push(tick);
  }
  return kept;
}

/** Ticks for values from `low` to `high`: days, weeks and years for days, decades for all else. */
export function logTicks(
  low: number,
  high: number,
  unit: string,
  tickCount = 7,
): { tickvals: number[]; ticktext: string[] } {
  const ofDays = unit === 'days' && low >= 0;
  const candidates = ofDays ? dayTicks : decadeTicks(low, high);
  const inside = candidates.filter(({ value }) => value >= low && value <= high);
  const reach = logPosition(high) - logPosition(low);
  const kept = thinned(inside, reach / (ofDays ? tickCount : tickCount * numbersPerDayTick));
  return {
    tickvals: kept.map(({ value }) => logPosition(value)),
    ticktext: kept.map(({ text }) => text),
  };
}
