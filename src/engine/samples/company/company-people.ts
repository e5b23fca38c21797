// The people of the company sample: keys in each department, segment, and how much each does.
import { createPermutation } from '../permutation.ts';
import { hashAt, normalAt, streamKey, uniformAt } from '../counter-hash.ts';
import {
  companyGroups,
  labelledShare,
  mislabelledShare,
  type CompanyGroup,
} from './company-groups.ts';

export const maxPersonCount = 500_000;
const devicesMost = 3;

export interface CompanyPerson {
  /** The CRM's key: C-100001. */
  readonly customerId: string;
  /** Cookies of the person's devices, as web analytics knows them. */
  readonly cookies: readonly string[];
  /** The account of product analytics; null for those who have none. */
  readonly account: string | null;
  readonly group: CompanyGroup;
  /** What marketing wrote; null for those it did not look at. */
  readonly label: string | null;
  readonly converted: boolean;
  readonly monthsAsCustomer: number;
  readonly region: string;
  /** How much more or less of each thing a person does than the group. */
  readonly habit: (what: string) => number;
}

export interface CompanyPeople {
  readonly personAt: (index: number) => CompanyPerson;
  /** Cookies of visitors whom nobody knows. */
  readonly strangerCookie: (index: number) => string;
}

const regions = ['North', 'South', 'East', 'West'] as const;
/** Deviation of the logarithm of habits: people of a group differ by half or double. */
const habitDeviation = 0.5;

export function createCompanyPeople(personCount: number, seed: number): CompanyPeople {
  const key = (purpose: string): number => streamKey(seed, `company ${purpose}`);
  const keys = {
    group: key('group'),
    label: key('label'),
    wrong: key('wrong label'),
    devices: key('devices'),
    account: key('account'),
    converted: key('converted'),
    age: key('age'),
    region: key('region'),
    cookie: key('cookie'),
  };
  const habitKeys = new Map<string, number>();
  // Accounts are numbered in another order than customers.
  const accountOrder = createPermutation(personCount, key('account order'));
  const groupOf = (index: number): CompanyGroup => groupAt(uniformAt(keys.group, index));
  const cookieAt = (number: number): string =>
    `v${(hashAt(keys.cookie, number) >>> 0).toString(16).padStart(8, '0')}${(number % 97).toString(36)}`;
  const habitKey = (what: string): number => {
    const known = habitKeys.get(what) ?? key(`habit ${what}`);
    habitKeys.set(what, known);
    return known;
  };
  return {
    strangerCookie: (index) => cookieAt(devicesMost * personCount + index),
    personAt: (index) => {
      const group = groupOf(index);
      const deviceCount = 1 + Math.floor(devicesMost * uniformAt(keys.devices, index) ** 3);
      const hasAccount = uniformAt(keys.account, index) < group.product.hasAccount;
      const isWrong = uniformAt(keys.wrong, index) < mislabelledShare;
      const given = isWrong ? groupAt(uniformAt(keys.wrong, index + personCount)) : group;
      const isLabelled = uniformAt(keys.label, index) < labelledShare;
      const months = group.monthsAsCustomer * Math.exp(0.6 * normalAt(keys.age, index));
      return {
        customerId: `C-${100_001 + index}`,
        cookies: Array.from({ length: deviceCount }, (_, device) =>
          cookieAt(devicesMost * index + device),
        ),
        account: hasAccount ? String(5_000_000 + accountOrder.forward(index)) : null,
        group,
        label: isLabelled ? given.name : null,
        converted: uniformAt(keys.converted, index) < group.converted,
        monthsAsCustomer: Math.max(0, Math.round(months)),
        region: regions[Math.floor(regions.length * uniformAt(keys.region, index))] ?? 'North',
        habit: (what) => Math.exp(habitDeviation * normalAt(habitKey(what), index)),
      };
    },
  };
}

function groupAt(uniform: number): CompanyGroup {
  let left = uniform;
  for (const group of companyGroups) {
    left -= group.share;
    if (left < 0) return group;
  }
  return companyGroups[0]!;
}

/** A Poisson number by inversion; `rate` is at most a few dozen. */
export function poissonAt(key: number, counter: number, rate: number): number {
  const uniform = uniformAt(key, counter);
  let probability = Math.exp(-rate);
  let total = probability;
  let count = 0;
  while (uniform > total && count < 200) {
    count++;
    probability *= rate / count;
    total += probability;
  }
  return count;
}
