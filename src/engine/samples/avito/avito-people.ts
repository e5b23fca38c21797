// Who a person of the Avito-shaped sample is and when each of their searches happens. Every answer
// is computed anew from the person's number, so a million people take no memory.
import { hashAt, normalAt, streamKey, toUnit, uniformAt } from '../counter-hash.ts';
import { avitoGroups, avitoRobot, type AvitoGroup } from './avito-groups.ts';
import { dayCount, daySeconds, timeOfDay, windowSeconds } from './avito-time.ts';

/** What one person does. Days count from 0, the first day of the window. */
export interface AvitoPerson {
  readonly number: number;
  readonly isRobot: boolean;
  readonly group: AvitoGroup;
  readonly sessionCount: number;
  readonly searchCount: number;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Probability to click a context ad, before the ad's and the position's factor. */
  readonly clickRate: number;
}

export interface AvitoPeople {
  readonly personOf: (person: number) => AvitoPerson;
  readonly searchCountOf: (person: number) => number;
  /** Seconds since the window's start of search 0 .. searchCount - 1, in no order. */
  readonly searchSecond: (person: AvitoPerson, search: number) => number;
  /** Whether the person is left out of UserInfo. */
  readonly isOrphan: (person: number) => boolean;
}

/** All searches of a session lie within these seconds: below the 30-minute gap between sessions. */
const sessionSeconds = 1500;
/** Sessions of those who are still there began in the first days. */
const latestFirstDay = 6;
const orphanShare = 0.03;

const groupEnds = avitoGroups.map((_, index) =>
  avitoGroups.slice(0, index + 1).reduce((sum, group) => sum + group.share, 0),
);

export function createAvitoPeople(
  seed: number,
  robot: number,
  robotSearchCount: number,
): AvitoPeople {
  const key = (purpose: string) => streamKey(seed, `avito ${purpose}`);
  const keys = {
    group: key('group'),
    sessions: key('sessions'),
    searches: key('searches'),
    idle: key('idle days'),
    first: key('first day'),
    clicks: key('click rate'),
    orphan: key('orphan'),
    session: key('session of a search'),
    start: key('start of a session'),
  };

  const groupOf = (person: number): AvitoGroup => {
    if (person === robot) return avitoRobot.group;
    const draw = uniformAt(keys.group, person);
    const index = groupEnds.findIndex((end) => draw < end);
    return avitoGroups.at(index) ?? avitoRobot.group;
  };

  const sessionCountOf = (person: number, { sessions }: AvitoGroup) =>
    Math.max(
      1,
      Math.round(
        sessions.median * Math.exp(sessions.logDeviation * normalAt(keys.sessions, person)),
      ),
    );

  const searchCountOf = (person: number, group = groupOf(person)) => {
    if (person === robot) return robotSearchCount;
    const sessionCount = sessionCountOf(person, group);
    const further =
      (group.searchesPerSession - 1) * Math.exp(0.3 * normalAt(keys.searches, person));
    return sessionCount + Math.round(sessionCount * further);
  };

  const personOf = (person: number): AvitoPerson => {
    const group = groupOf(person);
    const { from, to, power } = group.idleDays;
    const idle = Math.floor(from + (to - from) * uniformAt(keys.idle, person) ** power);
    const lastDay = dayCount - 1 - idle;
    return {
      number: person,
      isRobot: person === robot,
      group,
      sessionCount: sessionCountOf(person, group),
      searchCount: searchCountOf(person, group),
      firstDay: Math.min(lastDay, Math.floor(latestFirstDay * uniformAt(keys.first, person))),
      lastDay,
      clickRate: group.clickRate * Math.exp(0.3 * normalAt(keys.clicks, person) - 0.045),
    };
  };

  /** The last session is on the last day, all others on earlier days where there are any. */
  const sessionSecond = (person: AvitoPerson, session: number) => {
    const bits = hashAt(keys.start, person.number);
    const time = timeOfDay(uniformAt(bits, 2 * session));
    if (session === person.sessionCount - 1) return person.lastDay * daySeconds + time;
    const chance = uniformAt(bits, 2 * session + 1);
    if (person.lastDay === 0) return Math.floor(chance * timeOfDay(uniformAt(bits, 0)));
    const days = Math.max(1, person.lastDay - person.firstDay);
    return (person.lastDay - 1 - Math.floor(days * chance)) * daySeconds + time;
  };

  const searchSecond = (person: AvitoPerson, search: number) => {
    const bits = hashAt(hashAt(keys.session, person.number), search);
    if (person.isRobot) {
      return Math.floor(((search + toUnit(bits)) / person.searchCount) * windowSeconds);
    }
    if (search < person.sessionCount) return sessionSecond(person, search);
    const session = Math.floor(person.sessionCount * toUnit(bits));
    const within = sessionSeconds * uniformAt(bits, search);
    return Math.min(windowSeconds - 1, Math.floor(sessionSecond(person, session) + within));
  };

  return {
    personOf,
    searchCountOf: (person) => searchCountOf(person),
    searchSecond,
    isOrphan: (person) => person !== robot && uniformAt(keys.orphan, person) < orphanShare,
  };
}
