// Calendar arithmetic without a time zone.

const dayMs = 86_400_000;

/** The day after a calendar date, both as `yyyy-mm-dd`. */
export function nextDay(isoDate: string): string {
  return new Date(Date.parse(`${isoDate}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}
