// UserInfo (browsers and devices, some people missing) and the planted truth (nobody missing).
import { hashAt, streamKey, uniformAt } from '../counter-hash.ts';
import type { SampleTables } from './sample-tables.ts';

export function writeUserInfo({ plan, seed, fill }: SampleTables): number {
  const agentKey = streamKey(seed, 'avito user agent');
  const rows = fill('UserInfo', 5);
  for (const { person, userId } of peopleById(plan)) {
    if (plan.people.isOrphan(person)) continue;
    const agent = Math.floor(4_000 * uniformAt(agentKey, person) ** 3);
    const bits = hashAt(agentKey, agent + 1);
    rows.add(userId, agent + 1, 1 + (agent % 60), 1 + (agent % 18), 1 + ((bits >>> 8) % 2_500));
  }
  return rows.finish();
}

export function writeTruth({ plan, fill }: SampleTables): number {
  const rows = fill('personae_truth', 2);
  for (const { person, userId } of peopleById(plan)) {
    rows.add(userId, plan.people.personOf(person).group.name);
  }
  return rows.finish();
}

function* peopleById({ userIds, personCount }: SampleTables['plan']) {
  for (let index = 0; index < userIds.size; index++) {
    const person = userIds.backward(index);
    if (person < personCount) yield { person, userId: index + 1 };
  }
}
