// VisitsStream and PhoneRequestsStream of the Avito-shaped sample, person after person by UserID:
// within a minute or so of each search some ads are opened, and of those some sellers are called.
import { hashAt, streamKey, toUnit, uniformAt } from '../counter-hash.ts';
import type { AvitoPerson } from './avito-people.ts';
import { toAvitoDate } from './avito-time.ts';
import type { SampleTables } from './sample-tables.ts';

interface Visit {
  readonly userId: number;
  readonly ipId: number;
  readonly adId: number;
  readonly second: number;
  readonly isCall: boolean;
}

/** Visits of a search are 0 to 15. */
const maxVisits = 16;

export function writeVisits(tables: SampleTables): number {
  const rows = tables.fill('VisitsStream', 4);
  forEachVisit(tables, (visit) => {
    rows.add(visit.userId, visit.ipId, visit.adId, toAvitoDate(visit.second));
  });
  return rows.finish();
}

export function writePhoneRequests(tables: SampleTables): number {
  const rows = tables.fill('PhoneRequestsStream', 4);
  forEachVisit(tables, (visit) => {
    if (!visit.isCall) return;
    rows.add(visit.userId, visit.ipId, visit.adId, toAvitoDate(visit.second + 20));
  });
  return rows.finish();
}

function forEachVisit(tables: SampleTables, use: (visit: Visit) => void): void {
  const { plan, searches, seed } = tables;
  const keys = {
    count: streamKey(seed, 'avito visits of a search'),
    ad: streamKey(seed, 'avito ad of a visit'),
    call: streamKey(seed, 'avito phone request'),
  };
  for (let index = 0; index < plan.userIds.size; index++) {
    const number = plan.userIds.backward(index);
    if (number >= plan.personCount) continue;
    const person = plan.people.personOf(number);
    const firstSlot = plan.firstSlots[number] ?? 0;
    const endSlot = plan.firstSlots[number + 1] ?? 0;
    for (let slot = firstSlot; slot < endSlot; slot++) {
      const visitCount = drawVisitCount(person, uniformAt(keys.count, slot));
      if (visitCount === 0) continue;
      const category = searches.categoryOfSlot(slot);
      const ipId = searches.ipOf(number, slot);
      let second = plan.people.searchSecond(person, slot - firstSlot);
      for (let visit = 0; visit < visitCount; visit++) {
        const bits = hashAt(keys.ad, slot * maxVisits + visit);
        second += 5 + (bits & 15);
        const ad = searches.drawAd(category, false, toUnit(bits));
        const isCall = uniformAt(keys.call, slot * maxVisits + visit) < person.group.phoneRate;
        use({ userId: index + 1, ipId, adId: plan.adIds.forward(ad) + 1, second, isCall });
      }
    }
  }
}

/** Visits of a search: geometric, with the mean of the person's group. */
function drawVisitCount({ group }: AvitoPerson, chance: number): number {
  const mean = group.visitsPerSearch;
  const count = Math.floor(Math.log(chance) / Math.log(mean / (1 + mean)));
  return Math.min(maxVisits - 1, count);
}
