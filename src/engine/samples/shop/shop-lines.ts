// The cells of one row of the shop sample.
import { hashAt, normalAt, streamKey, toUnit, uniformAt } from '../counter-hash.ts';
import type { ShopOrder } from './shop-calendar.ts';
import type { ShopCustomers } from './shop-customers.ts';

const firstDayMs = Date.UTC(2023, 0, 1);
const dayMs = 86_400_000;
const categories = [
  'books',
  'clothing',
  'electronics',
  'garden',
  'home',
  'sports',
  'toys',
] as const;
const channels = ['web', 'app', 'store'] as const;
const emptyChannelShare = 0.004;
const twiceShare = 0.002;

export interface ShopLines {
  readonly lineOf: (index: number, order: ShopOrder) => (string | number)[];
  /** Whether the row stands in the file once more. */
  readonly isTwice: (index: number) => boolean;
}

export function createShopLines(
  { customerOf, keyOf }: ShopCustomers,
  rowCount: number,
  seed: number,
): ShopLines {
  const detailKey = streamKey(seed, 'shop detail');
  const amountKey = streamKey(seed, 'shop amount');
  const twiceKey = streamKey(seed, 'shop twice');
  const alwaysTwice = Math.floor(rowCount / 2);
  const digits = Math.max(6, String(rowCount).length);

  return {
    lineOf(index, order) {
      const bits = hashAt(hashAt(detailKey, order.customer), order.order);
      const customer = customerOf(order.customer);
      const key = hashAt(amountKey, order.customer);
      const usual = customer.group.medianAmount * customer.spending;
      const amount = usual * Math.exp(0.5 * normalAt(key, order.order));
      const quantity = 1 + Math.floor(4 * uniformAt(key, order.order) ** 2.5);
      const sign = order.isReturn ? -1 : 1;
      const hasChannel = uniformAt(twiceKey, ~index) >= emptyChannelShare;
      return [
        `${order.isReturn ? 'R' : 'O'}${String(index + 1).padStart(digits, '0')}`,
        keyOf(order.customer),
        new Date(firstDayMs + order.day * dayMs).toISOString().slice(0, 10),
        categories[Math.floor(categories.length * toUnit(bits) ** 1.4)] ?? categories[0],
        sign * quantity,
        (sign * amount).toFixed(2),
        hasChannel ? (channels[(bits >>> 3) % channels.length] ?? '') : '',
      ];
    },
    isTwice: (index) => index === alwaysTwice || uniformAt(twiceKey, index) < twiceShare,
  };
}
