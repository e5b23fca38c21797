// Product analytics of the company sample: a row an account and week.
import { streamKey } from '../counter-hash.ts';
import type { CsvWriter } from '../csv-writer.ts';
import { rowsPerLook, type SamplePace } from '../sample-pace.ts';
import { poissonAt, type CompanyPeople } from './company-people.ts';

export const productHeader = [
  'account',
  'week',
  'features_used',
  'sessions_per_day',
  'minutes_per_session',
] as const;

const weekCount = 8;
const featureCount = 12;

export function writeProduct(
  csv: CsvWriter,
  people: CompanyPeople,
  personCount: number,
  seed: number,
  pace: SamplePace,
): void {
  csv.add(...productHeader);
  const featuresKey = streamKey(seed, 'company product features');
  const sessionsKey = streamKey(seed, 'company product sessions');
  let row = 0;
  for (let index = 0; index < personCount; index++) {
    const { account, group, habit } = people.personAt(index);
    if (account === null) continue;
    const { product } = group;
    for (let week = 1; week <= weekCount; week++) {
      row++;
      if (row % rowsPerLook === 0) pace.advance(rowsPerLook);
      const sessions = poissonAt(sessionsKey, row, product.sessions * habit('product sessions'));
      if (sessions === 0) continue;
      const features = 1 + poissonAt(featuresKey, row, (product.features - 1) * habit('features'));
      csv.add(
        account,
        week,
        Math.min(featureCount, features),
        (sessions / 7).toFixed(3),
        (product.minutes * habit('product minutes')).toFixed(1),
      );
    }
  }
}
