// The rides sample: the same bytes again, planted states beside it, and what the states say.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ridesStates } from '#engine/samples/rides/rides-states';
import { writeRidesSample } from '#engine/samples/write-rides-sample';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-rides-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => path.join(folder, name);
const linesOf = (name: string): string[][] =>
  readFileSync(file(name), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('the rides sample', () => {
  test('is the same for the same seed, and another for another', () => {
    const first = writeRidesSample({ file: file('a.csv'), riderCount: 60, seed: 1 });
    writeRidesSample({ file: file('b.csv'), riderCount: 60, seed: 1 });
    writeRidesSample({ file: file('c.csv'), riderCount: 60, seed: 2 });
    const text = (name: string) => readFileSync(file(name), 'utf8');
    expect(text('b.csv')).toBe(text('a.csv'));
    expect(text('b.truth.csv')).toBe(text('a.truth.csv'));
    expect(text('c.csv')).not.toBe(text('a.csv'));
    expect(linesOf('a.csv')).toHaveLength(first.rowCount);
    expect(first.truthFile).toBe(file('a.truth.csv'));
    expect(new Set(linesOf('a.csv').map(([rider]) => rider)).size).toBe(60);
  });

  test('every rider begins with a completed ride; each state has the rides it is planted with', () => {
    writeRidesSample({ file: file('d.csv'), riderCount: 400, seed: 1 });
    const seen = new Set<string>();
    const rides = new Map<string, number>();
    for (const [rider = '', moment = '', , status, , , price] of linesOf('d.csv')) {
      if (!seen.has(rider)) expect(status).toBe('completed');
      seen.add(rider);
      expect(price === '').toBe(status === 'cancelled');
      const day = new Date(`${moment.slice(0, 10)}T00:00:00Z`);
      const monday = new Date(day.getTime() - 86_400_000 * ((day.getUTCDay() + 6) % 7));
      const key = `${rider} ${monday.toISOString().slice(0, 10)}`;
      rides.set(key, (rides.get(key) ?? 0) + 1);
    }
    const weeks = linesOf('d.truth.csv');
    for (const { name, rides: expected } of ridesStates) {
      const own = weeks.filter(([, , state]) => state === name);
      const count = own.reduce(
        (sum, [rider, week]) => sum + (rides.get(`${rider} ${week}`) ?? 0),
        0,
      );
      // Four standard errors of a Poisson mean; the week of joining has one ride at least.
      const tolerance = 4 * Math.sqrt(expected / own.length) + 0.03;
      expect(Math.abs(count / own.length - expected)).toBeLessThan(tolerance);
    }
  });

  test('leaves nothing behind when it is stopped or asked for nobody', () => {
    const stopped = { file: file('stopped.csv'), riderCount: 500, seed: 1, shouldStop: () => true };
    expect(() => writeRidesSample(stopped)).toThrow(/cancelled/);
    expect(() => writeRidesSample({ file: file('none.csv'), riderCount: 0, seed: 1 })).toThrow(
      /0 riders/,
    );
    expect(existsSync(file('stopped.csv'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('stopped'))).toEqual([]);
  });
});
