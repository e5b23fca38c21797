// Days between two moments, parts of a day included.

/** SQL of type DOUBLE. */
export function daysBetween(from: string, to: string): string {
  return `date_diff('microsecond', ${from}, ${to}) / 86400000000.0::DOUBLE`;
}
