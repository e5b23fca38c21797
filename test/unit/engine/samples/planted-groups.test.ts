// The people of both samples are those that the table of groups promises.
import { describe, expect, test } from 'vitest';
import { avitoGroups } from '#engine/samples/avito/avito-groups';
import { createAvitoPeople } from '#engine/samples/avito/avito-people';
import { windowSeconds } from '#engine/samples/avito/avito-time';
import { createShopCustomers, shopDayCount } from '#engine/samples/shop/shop-customers';
import { shopGroups } from '#engine/samples/shop/shop-groups';

const count = 20_000;
/** Five standard errors of a share of `share` among `count`. */
const margin = (share: number) => 5 * Math.sqrt((share * (1 - share)) / count);

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

describe.each([
  ['Avito', avitoGroups],
  ['shop', shopGroups],
])('%s groups', (_, groups) => {
  test('have shares that add up to 1 and names of their own', () => {
    expect(groups.reduce((sum, group) => sum + group.share, 0)).toBeCloseTo(1, 12);
    expect(new Set(groups.map((group) => group.name)).size).toBe(groups.length);
  });
});

describe('Avito people', () => {
  const people = createAvitoPeople(5, 0, 500);
  const persons = Array.from({ length: count }, (_, number) => people.personOf(number + 1));

  test.each(avitoGroups)('$name: share, sessions and last day as planted', (group) => {
    const members = persons.filter((person) => person.group === group);
    expect(Math.abs(members.length / count - group.share)).toBeLessThan(margin(group.share));
    const sessions = median(members.map((person) => person.sessionCount));
    expect(Math.abs(sessions / group.sessions.median - 1)).toBeLessThan(0.08);
    for (const person of members) {
      expect(person.lastDay).toBeLessThanOrEqual(25 - group.idleDays.from);
      expect(person.lastDay).toBeGreaterThan(25 - group.idleDays.to);
      expect(person.searchCount).toBeGreaterThanOrEqual(person.sessionCount);
    }
  });

  test('all searches lie in the window, and the last one on the last day', () => {
    for (const person of persons.slice(0, 2000)) {
      const seconds = Array.from({ length: person.searchCount }, (_, search) =>
        people.searchSecond(person, search),
      );
      const last = Math.max(...seconds);
      expect(Math.min(...seconds)).toBeGreaterThanOrEqual(0);
      expect(last).toBeLessThan(windowSeconds);
      expect(seconds.every(Number.isInteger)).toBe(true);
      // A session that began before midnight may end after it.
      expect(Math.floor((last - 1500) / 86_400)).toBeLessThanOrEqual(person.lastDay);
      expect(last).toBeGreaterThanOrEqual(person.lastDay * 86_400);
    }
  });

  test('the robot is active round the clock and is no orphan', () => {
    const robot = people.personOf(0);
    expect(robot.group.name).toBe('robot');
    expect(robot.searchCount).toBe(500);
    expect(people.isOrphan(0)).toBe(false);
    const hours = new Set(
      Array.from({ length: 500 }, (_, search) =>
        Math.floor((people.searchSecond(robot, search) % 86_400) / 3600),
      ),
    );
    expect(hours.size).toBe(24);
  });
});

describe('shop customers', () => {
  const { customerOf, keyOf } = createShopCustomers(count, 5);
  const customers = Array.from({ length: count }, (_, number) => customerOf(number));

  test.each(shopGroups)('$name: share, orders and last day as planted', (group) => {
    const members = customers.filter((customer) => customer.group === group);
    expect(Math.abs(members.length / count - group.share)).toBeLessThan(margin(group.share));
    const orders = median(members.map((customer) => customer.orderCount));
    expect(Math.abs(orders - group.orders.median)).toBeLessThan(1);
    const idle = median(members.map((customer) => shopDayCount - 1 - customer.lastDay));
    expect(Math.abs(idle / group.idleDays.median - 1)).toBeLessThan(0.08);
  });

  test('have keys of their own, and one of them is called NA', () => {
    const keys = customers.map((_, number) => keyOf(number));
    expect(new Set(keys).size).toBe(count);
    expect(keys.filter((key) => key === 'NA')).toHaveLength(1);
    expect(keys.every((key) => key === 'NA' || /^C\d{5}$/.test(key))).toBe(true);
  });
});
