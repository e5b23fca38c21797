// The window of the Avito data, 2015-04-25 to 2015-05-20, and its way to write a time.

/** First and last day, both included. */
export const dayCount = 26;
export const daySeconds = 86_400;
export const windowSeconds = dayCount * daySeconds;

const firstDayMs = Date.UTC(2015, 3, 25);

const dayTexts = Array.from(
  { length: dayCount },
  (_, day) => new Date(firstDayMs + day * daySeconds * 1000).toISOString().slice(0, 10) + ' ',
);
const minuteTexts = Array.from({ length: 1440 }, (_, minute) => {
  const hour = String(Math.floor(minute / 60)).padStart(2, '0');
  return `${hour}:${String(minute % 60).padStart(2, '0')}:`;
});
const secondTexts = Array.from(
  { length: 60 },
  (_, second) => `${String(second).padStart(2, '0')}.0`,
);

/** The text of a time as the real tables have it, such as `2015-05-20 23:59:59.0`. */
export function toAvitoDate(secondOfWindow: number): string {
  const second = Math.max(0, Math.min(windowSeconds - 1, secondOfWindow));
  const day = Math.floor(second / daySeconds);
  const secondOfDay = second - day * daySeconds;
  const minute = Math.floor(secondOfDay / 60);
  return `${dayTexts[day]}${minuteTexts[minute]}${secondTexts[secondOfDay - minute * 60]}`;
}

/** How busy each hour of the day is: asleep at four, busiest in the evening. */
const hourWeights = [
  3, 2, 1, 0.6, 0.5, 0.7, 1.5, 3, 5, 6.5, 7.5, 8, 8, 8, 8, 7.5, 7.5, 7.5, 8, 9, 9.5, 9, 7.5, 5,
];
const totalWeight = hourWeights.reduce((sum, weight) => sum + weight, 0);
const resolution = 1024;
const quantiles = Float64Array.from({ length: resolution }, (_, step) => {
  let rest = (step / resolution) * totalWeight;
  let hour = 0;
  while (rest > (hourWeights[hour] ?? Infinity)) rest -= hourWeights[hour++] ?? 0;
  return (hour + rest / (hourWeights[hour] ?? 1)) * 3600;
});

/** Seconds since midnight: the quantile of the daily rhythm at `probability`, below 1. */
export function timeOfDay(probability: number): number {
  const place = probability * resolution;
  const step = Math.floor(place);
  const low = quantiles[step] ?? 0;
  const high = quantiles[step + 1] ?? daySeconds;
  return Math.floor(low + (high - low) * (place - step));
}
