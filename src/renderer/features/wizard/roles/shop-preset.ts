// The preset for orders of a shop: who, when, which order, how much; recency, frequency, money.
import type { DraftMapping } from '../state/mapping-edits.ts';

/** The part of a suggestion that orders consist of; unchanged where no amount was found. */
export function asShopOrders(suggested: DraftMapping): DraftMapping {
  if (!suggested.amount) return suggested;
  const { person, time, order, amount, types } = suggested;
  return {
    ...(person && { person }),
    ...(time && { time }),
    ...(order && { order }),
    amount,
    types: types ?? {},
  };
}
