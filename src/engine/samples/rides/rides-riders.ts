// Who a rider of the rides sample is, and what happens in a week: computed anew from the numbers of
// rider, week and ride, so that nothing but the present state of every rider is kept.
import { normalAt, streamKey, uniformAt } from '../counter-hash.ts';
import { createPermutation } from '../permutation.ts';
import { ridesStates, type RidesState } from './rides-states.ts';

/** The rides lie in these weeks, of which the first begins on Monday, 2024-01-01. */
export const ridesWeekCount = 52;
const firstMondayMs = Date.UTC(2024, 0, 1);
/** Riders join in the first half. */
const joiningWeekCount = 26;
const mostRidesAWeek = 32;
const rideLogDeviation = 0.04;
const msPerDay = 86_400_000;

const cities = ['Aarhus', 'Bergen', 'Graz'] as const;

export type RideLine = readonly (string | number)[];

export interface RidesRiders {
  /** The text of the key column; one rider is called NA, which is not a missing value. */
  readonly keyOf: (rider: number) => string;
  readonly joiningWeekOf: (rider: number) => number;
  /** The state in a week, from that of the week before. */
  readonly stateOf: (rider: number, week: number, before: number) => number;
  /** The rides of a week, in time order; at least one in the week of joining. */
  readonly ridesOf: (rider: number, week: number, state: number) => RideLine[];
}

export const ridesHeader = [
  'rider_id',
  'requested_at',
  'city',
  'status',
  'payment',
  'platform',
  'price',
] as const;

export function mondayOf(week: number): string {
  return new Date(firstMondayMs + 7 * week * msPerDay).toISOString().slice(0, 10);
}

export function createRidesRiders(riderCount: number, seed: number): RidesRiders {
  const key = (purpose: string) => streamKey(seed, `rides ${purpose}`);
  const keys = {
    joining: key('joining'),
    state: key('state'),
    count: key('count'),
    day: key('day'),
    hour: key('hour'),
    minute: key('minute'),
    price: key('price'),
    weekPrice: key('price of the week'),
    weekPayment: key('payment of the week'),
    payment: key('payment'),
    status: key('status'),
    rider: key('rider'),
    city: key('city'),
    away: key('away'),
  };
  const numbers = createPermutation(riderCount, key('rider ids'));
  const digits = Math.max(5, String(riderCount).length);
  const keyOf = (rider: number) =>
    rider === 0 ? 'NA' : `R${String(numbers.forward(rider) + 1).padStart(digits, '0')}`;
  const joiningWeekOf = (rider: number) =>
    Math.floor(joiningWeekCount * uniformAt(keys.joining, rider));

  const stateOf = (rider: number, week: number, before: number) => {
    const draw = uniformAt(keys.state, rider * ridesWeekCount + week);
    if (week === joiningWeekOf(rider)) {
      return pick(
        ridesStates.map(({ start }) => start),
        draw,
      );
    }
    return pick(ridesStates[before]?.transitions ?? [], draw);
  };

  const ridesOf = (rider: number, week: number, state: number): RideLine[] => {
    const planted = ridesStates[state];
    if (!planted) throw new RangeError(`there is no state ${state}`);
    const place = rider * ridesWeekCount + week;
    const joins = week === joiningWeekOf(rider);
    const drawn = poisson(planted.rides, uniformAt(keys.count, place));
    const count = Math.min(mostRidesAWeek, Math.max(joins ? 1 : 0, drawn));
    const platform = uniformAt(keys.rider, rider) < 0.45 ? 'ios' : 'android';
    const rides = Array.from({ length: count }, (_, ride) => {
      const at = place * mostRidesAWeek + ride;
      const seconds = momentOf(planted, at);
      const cancelled = uniformAt(keys.status, at) < planted.cancelledShare;
      return { seconds, at, cancelled };
    }).sort((a, b) => a.seconds - b.seconds);
    // The first ride of all is completed: without one nobody is a rider.
    const statuses = rides.map(({ cancelled }, ride) => cancelled && !(joins && ride === 0));
    return rides.map(({ seconds, at }, ride) => [
      keyOf(rider),
      momentText(week, seconds),
      cityOf(rider, at),
      statuses[ride] ? 'cancelled' : 'completed',
      paymentOf(planted, place, at),
      platform,
      statuses[ride] ? '' : priceOf(planted, place, at).toFixed(2),
    ]);
  };

  /** Seconds since Monday, midnight. */
  const momentOf = ({ weekdays, hours }: RidesState, at: number): number => {
    const day = pick(weekdays, uniformAt(keys.day, at));
    const part = pick([hours.morning, hours.day, hours.evening], uniformAt(keys.hour, at));
    const [from, length] = (
      [
        [7, 3],
        [10, 7],
        [17, 7],
      ] as const
    )[part] ?? [10, 7];
    const within = Math.floor(3600 * length * uniformAt(keys.minute, at));
    return 86_400 * day + 3600 * from + within;
  };

  /** Weeks differ more than the rides of one: the same ways at the same hours. */
  const priceOf = ({ price }: RidesState, place: number, at: number): number => {
    const week = price.logDeviation * normalAt(keys.weekPrice, place);
    return price.median * Math.exp(week + rideLogDeviation * normalAt(keys.price, at));
  };

  /** A habit of the week, which one ride in twenty does not follow. */
  const paymentOf = ({ cashShare }: RidesState, place: number, at: number): string => {
    const inCash = uniformAt(keys.weekPayment, place) < cashShare;
    const follows = uniformAt(keys.payment, at) >= 0.05;
    return inCash === follows ? 'cash' : 'card';
  };

  /** Riders have a city; one ride in fifty is elsewhere. */
  const cityOf = (rider: number, at: number): string => {
    const home = Math.floor(cities.length * uniformAt(keys.city, rider));
    const away = uniformAt(keys.away, at) < 0.02 ? 1 : 0;
    return cities[(home + away) % cities.length] ?? cities[0];
  };

  return { keyOf, joiningWeekOf, stateOf, ridesOf };
}

function momentText(week: number, seconds: number): string {
  const moment = new Date(firstMondayMs + 7 * week * msPerDay + 1000 * seconds);
  return moment.toISOString().slice(0, 19).replace('T', ' ');
}

/** The place of the weight in which a draw between 0 and 1 falls. */
function pick(weights: readonly number[], draw: number): number {
  let end = 0;
  for (const [place, weight] of weights.entries()) {
    end += weight;
    if (draw < end) return place;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

function poisson(mean: number, draw: number): number {
  let share = Math.exp(-mean);
  let end = share;
  let count = 0;
  while (draw >= end && count < mostRidesAWeek) {
    count++;
    share *= mean / count;
    end += share;
  }
  return count;
}
