// Which kinds of event are likely the outcome, so that the choice begins with something.

const outcomeWords =
  /cancel|churn|unsubscrib|terminat|collection|default|refund|complain|leave|left|close|convert|purchase/i;

/** The first kind whose name sounds like an end; null where none does. */
export function likelyOutcome(kinds: readonly string[]): string | null {
  return kinds.find((kind) => outcomeWords.test(kind)) ?? null;
}
