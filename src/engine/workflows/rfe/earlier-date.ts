// The earlier date of the migration picture, where the recipe does not name one.

const dayMs = 86_400_000;

/**
 * A quarter of the data's span before the as-of date, and at least a day.
 * @param firstTime of the data, as `2015-04-25 10:00:00`
 * @returns an ISO date; null where the data are too short to look back
 */
export function earlierDate(firstTime: string | null, asOf: string): string | null {
  if (firstTime === null) return null;
  const first = Date.parse(firstTime.slice(0, 10));
  const last = Date.parse(asOf);
  const spanDays = Math.floor((last - first) / dayMs);
  if (!(spanDays >= 2)) return null;
  const backDays = Math.max(1, Math.floor(spanDays / 4));
  return new Date(last - backDays * dayMs).toISOString().slice(0, 10);
}
