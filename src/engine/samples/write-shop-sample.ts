// The shop sample: the orders of a shop as one CSV file, with a few faults of real exports (returns,
// rows twice, empty cells, a customer called NA), and the planted groups in a second file beside it,
// so that the first has no column that an analysis could take for a feature.
import { statSync } from 'node:fs';
import { PersonaeError } from '#shared/errors';
import { writeCsv } from './csv-writer.ts';
import {
  createSamplePace,
  rowsPerLook,
  type SampleControl,
  type SamplePace,
} from './sample-pace.ts';
import { createShopCalendar, maxCustomerCount } from './shop/shop-calendar.ts';
import { createShopCustomers, type ShopCustomers } from './shop/shop-customers.ts';
import { createShopLines } from './shop/shop-lines.ts';
import { shopTruthFile, shopTruthHeader } from './shop/shop-truth-file.ts';
import { writeThenRename } from './write-then-rename.ts';

export interface ShopSampleOptions extends SampleControl {
  readonly file: string;
  /** Customers, from 1 to 2 million; an order takes eight bytes of memory. */
  readonly customerCount: number;
  readonly seed: number;
}

export interface ShopSampleSummary {
  readonly customerCount: number;
  /** Rows of the file, without the header. */
  readonly rowCount: number;
  readonly returnCount: number;
  readonly duplicateCount: number;
  readonly fileBytes: number;
  readonly truthFile: string;
}

export const shopHeader = [
  'order_id',
  'customer_id',
  'order_date',
  'category',
  'quantity',
  'amount',
  'channel',
] as const;

/** Steps a customer takes, for the progress only: about 8.2 orders, three visits to the customer. */
const stepsPerCustomer = 11.2;

/**
 * Writes the sample and the truth beside it; the same seed and number of customers give the same
 * bytes. Both files appear under their names when they are complete.
 *
 * @throws PersonaeError `job.cancelled`, `disk.full`, `file.unwritable`, or `call.invalid` for an
 *   impossible number of customers; no half-written file is left
 */
export function writeShopSample(options: ShopSampleOptions): ShopSampleSummary {
  const { file, customerCount, seed } = options;
  if (!Number.isInteger(customerCount) || customerCount < 1 || customerCount > maxCustomerCount) {
    throw new PersonaeError({
      code: 'call.invalid',
      message: `A shop cannot have ${customerCount} customers.`,
      hint: `Ask for a whole number of customers from 1 to ${maxCustomerCount}.`,
    });
  }
  const pace = createSamplePace(options, customerCount * stepsPerCustomer);
  const customers = createShopCustomers(customerCount, seed);
  const truthFile = shopTruthFile(file);
  const counts = writeThenRename(file, (part) => {
    const written = writeOrders(part, customers, customerCount, seed, pace);
    writeThenRename(truthFile, (truthPart) => {
      writeTruth(truthPart, customers, customerCount, pace);
    });
    return { ...written, fileBytes: statSync(part).size };
  });
  pace.finish();
  return { customerCount, truthFile, ...counts };
}

function writeOrders(
  part: string,
  customers: ShopCustomers,
  customerCount: number,
  seed: number,
  pace: SamplePace,
): Pick<ShopSampleSummary, 'rowCount' | 'returnCount' | 'duplicateCount'> {
  const calendar = createShopCalendar(customers, customerCount, seed, pace);
  const lines = createShopLines(customers, calendar.rowCount, seed);
  let returnCount = 0;
  let duplicateCount = 0;
  writeCsv(part, (csv) => {
    csv.add(...shopHeader);
    for (let index = 0; index < calendar.rowCount; index++) {
      if (index % rowsPerLook === 0) pace.advance(rowsPerLook);
      const order = calendar.rowAt(index);
      const line = lines.lineOf(index, order);
      csv.add(...line);
      if (order.isReturn) returnCount++;
      if (lines.isTwice(index)) {
        csv.add(...line);
        duplicateCount++;
      }
    }
  });
  return { rowCount: calendar.rowCount + duplicateCount, returnCount, duplicateCount };
}

function writeTruth(
  part: string,
  { customerOf, keyOf }: ShopCustomers,
  customerCount: number,
  pace: SamplePace,
): void {
  writeCsv(part, (csv) => {
    csv.add(...shopTruthHeader);
    for (let customer = 0; customer < customerCount; customer++) {
      if (customer % rowsPerLook === 0) pace.advance(rowsPerLook);
      csv.add(keyOf(customer), customerOf(customer).group.name);
    }
  });
}
