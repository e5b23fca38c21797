// Who a customer of the shop sample is; computed anew from the customer's number.
import { normalAt, streamKey, uniformAt } from '../counter-hash.ts';
import { createPermutation, type Permutation } from '../permutation.ts';
import { shopGroups, type ShopGroup } from './shop-groups.ts';

/** The orders lie in these days, of which the last is 2024-12-31. */
export const shopDayCount = 731;
const maxOrders = 400;

export interface ShopCustomer {
  readonly group: ShopGroup;
  readonly orderCount: number;
  /** Days since the first day of the window. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** How much more than the group this customer spends on an order. */
  readonly spending: number;
}

export interface ShopCustomers {
  readonly customerOf: (customer: number) => ShopCustomer;
  /** The text of the key column; one customer is called NA, which is not a missing value. */
  readonly keyOf: (customer: number) => string;
}

const groupEnds = shopGroups.map((_, index) =>
  shopGroups.slice(0, index + 1).reduce((sum, group) => sum + group.share, 0),
);

export function createShopCustomers(customerCount: number, seed: number): ShopCustomers {
  const key = (purpose: string) => streamKey(seed, `shop ${purpose}`);
  const keys = {
    group: key('group'),
    orders: key('orders'),
    idle: key('idle days'),
    active: key('active days'),
    spending: key('spending'),
  };
  const numbers: Permutation = createPermutation(customerCount, key('customer ids'));
  const digits = Math.max(5, String(customerCount).length);

  const groupOf = (customer: number): ShopGroup => {
    const draw = uniformAt(keys.group, customer);
    const index = groupEnds.findIndex((end) => draw < end);
    const group = shopGroups.at(index);
    if (group === undefined) throw new RangeError('there are no groups of customers');
    return group;
  };

  const logNormal = (law: ShopGroup['orders'], streamKey: number, customer: number) =>
    law.median * Math.exp(law.logDeviation * normalAt(streamKey, customer));

  const customerOf = (customer: number): ShopCustomer => {
    const group = groupOf(customer);
    const idle = Math.round(logNormal(group.idleDays, keys.idle, customer));
    const lastDay = Math.max(0, shopDayCount - 1 - idle);
    const active = Math.round(group.activeDays * (0.6 + 0.4 * uniformAt(keys.active, customer)));
    return {
      group,
      orderCount: Math.min(
        maxOrders,
        Math.max(1, Math.round(logNormal(group.orders, keys.orders, customer))),
      ),
      firstDay: Math.max(0, lastDay - active),
      lastDay,
      spending: Math.exp(0.25 * normalAt(keys.spending, customer)),
    };
  };

  const namedNa = firstOfGroup('regular', customerCount, groupOf);
  const keyOf = (customer: number) =>
    customer === namedNa ? 'NA' : `C${String(numbers.forward(customer) + 1).padStart(digits, '0')}`;

  return { customerOf, keyOf };
}

/** A customer with several orders, so that a lost one would be missed; else the first one. */
function firstOfGroup(
  name: string,
  customerCount: number,
  groupOf: (customer: number) => ShopGroup,
): number {
  for (let customer = 0; customer < customerCount; customer++) {
    if (groupOf(customer).name === name) return customer;
  }
  return 0;
}
