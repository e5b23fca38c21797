// The orders of all customers by day, so that the file can be written in the order of time. Eight
// bytes an order are kept in memory.
import { normalAt, streamKey, uniformAt } from '../counter-hash.ts';
import { rowsPerLook, type SamplePace } from '../sample-pace.ts';
import { shopDayCount, type ShopCustomers } from './shop-customers.ts';

/** One row of the file before it is written. */
export interface ShopOrder {
  readonly day: number;
  readonly customer: number;
  /** The how-manieth of the customer, from 0. */
  readonly order: number;
  readonly isReturn: boolean;
}

export interface ShopCalendar {
  readonly rowCount: number;
  /** Rows in the order of their day. */
  readonly rowAt: (index: number) => ShopOrder;
}

const returnShare = 0.02;
/** A row is packed into a whole number below 2^53: day, customer, order, return. */
const orderRoom = 512;
const customerRoom = 2 ** 24;

export const maxCustomerCount = 2_000_000;

/** Two passes: count the rows of each day, then put every row where its day has room. */
export function createShopCalendar(
  customers: ShopCustomers,
  customerCount: number,
  seed: number,
  pace: SamplePace,
): ShopCalendar {
  const visit = createVisit(customers, customerCount, seed, pace);
  const ends = new Uint32Array(shopDayCount);
  visit((day) => {
    ends[day] = (ends[day] ?? 0) + 1;
  });
  let rowCount = 0;
  for (let day = 0; day < shopDayCount; day++) {
    const count = ends[day] ?? 0;
    ends[day] = rowCount;
    rowCount += count;
  }
  const packed = new Float64Array(rowCount);
  visit((day, packedRow) => {
    const place = ends[day] ?? 0;
    packed[place] = packedRow;
    ends[day] = place + 1;
  });
  return { rowCount, rowAt: (index) => unpack(packed[index] ?? 0) };
}

type UseRow = (day: number, packedRow: number) => void;

function createVisit(
  { customerOf }: ShopCustomers,
  customerCount: number,
  seed: number,
  pace: SamplePace,
): (use: UseRow) => void {
  const dayKey = streamKey(seed, 'shop day of an order');
  const returnKey = streamKey(seed, 'shop return');
  return (use) => {
    for (let number = 0; number < customerCount; number++) {
      if (number % rowsPerLook === 0) pace.advance(rowsPerLook);
      const customer = customerOf(number);
      const days = customer.lastDay - customer.firstDay + 1;
      for (let order = 0; order < customer.orderCount; order++) {
        const counter = number * orderRoom + order;
        const back = order === 0 ? 0 : Math.floor(days * uniformAt(dayKey, counter));
        const day = customer.lastDay - back;
        use(day, pack(day, number, order, false));
        if (uniformAt(returnKey, counter) >= returnShare) continue;
        const later = 3 + Math.floor(Math.abs(5 * normalAt(returnKey, counter)));
        const returnDay = Math.min(customer.lastDay, day + later);
        use(returnDay, pack(returnDay, number, order, true));
      }
    }
  };
}

function pack(day: number, customer: number, order: number, isReturn: boolean): number {
  return ((day * customerRoom + customer) * orderRoom + order) * 2 + (isReturn ? 1 : 0);
}

function unpack(packed: number): ShopOrder {
  const isReturn = packed % 2 === 1;
  let rest = Math.floor(packed / 2);
  const order = rest % orderRoom;
  rest = Math.floor(rest / orderRoom);
  return { day: Math.floor(rest / customerRoom), customer: rest % customerRoom, order, isReturn };
}
