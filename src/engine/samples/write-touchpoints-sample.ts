// The touchpoints sample: a company's log of e-mails, app and site as one CSV file in the order of
// time, with a second file beside it that holds the planted experiences.
import { statSync } from 'node:fs';
import { createRandom, deriveSeed } from '#analysis/random';
import { PersonaeError } from '#shared/errors';
import { writeCsv } from './csv-writer.ts';
import { createSamplePace, rowsPerLook, type SampleControl } from './sample-pace.ts';
import { shopTruthFile, shopTruthHeader } from './shop/shop-truth-file.ts';
import {
  touchpointGroups,
  touchpointKinds,
  type TouchpointGroup,
} from './touchpoints/touchpoint-groups.ts';
import { touchpointJourney } from './touchpoints/touchpoint-journey.ts';
import { writeThenRename } from './write-then-rename.ts';

export interface TouchpointsSampleOptions extends SampleControl {
  readonly file: string;
  /** Persons, from 1 to 2 million; an event takes 13 bytes of memory. */
  readonly personCount: number;
  readonly seed: number;
}

export interface TouchpointsSampleSummary {
  readonly personCount: number;
  /** Rows of the file, without the header. */
  readonly rowCount: number;
  readonly cancelCount: number;
  readonly fileBytes: number;
  readonly truthFile: string;
}

export const touchpointsHeader = ['customer_id', 'happened_at', 'event'] as const;

const greatestPersonCount = 2_000_000;
const startMs = Date.UTC(2023, 0, 1);

/**
 * Writes the log and the truth beside it; the same seed and number of persons give the same bytes.
 *
 * @throws PersonaeError `job.cancelled`, `disk.full`, `file.unwritable`, or `call.invalid` for an
 *   impossible number of persons; no half-written file is left
 */
export function writeTouchpointsSample(
  options: TouchpointsSampleOptions,
): TouchpointsSampleSummary {
  const { file, personCount, seed } = options;
  if (!Number.isInteger(personCount) || personCount < 1 || personCount > greatestPersonCount) {
    throw new PersonaeError({
      code: 'call.invalid',
      message: `A log cannot have ${personCount} persons.`,
      hint: `Ask for a whole number of persons from 1 to ${greatestPersonCount}.`,
    });
  }
  const pace = createSamplePace(options, 2 * personCount);
  const log = makeLog(personCount, seed, (count) => pace.advance(count));
  const truthFile = shopTruthFile(file);
  const fileBytes = writeThenRename(file, (part) => {
    writeLog(part, log);
    writeThenRename(truthFile, (truthPart) => writeTruth(truthPart, personCount, seed));
    pace.advance(personCount);
    return statSync(part).size;
  });
  pace.finish();
  const cancel = touchpointKinds.indexOf('cancel');
  const cancelCount = log.kinds.reduce((count, kind) => count + (kind === cancel ? 1 : 0), 0);
  return { personCount, rowCount: log.kinds.length, cancelCount, fileBytes, truthFile };
}

interface Log {
  readonly persons: Uint32Array;
  readonly kinds: Uint8Array;
  /** Seconds since the first day. */
  readonly seconds: Uint32Array;
}

function makeLog(personCount: number, seed: number, look: (count: number) => void): Log {
  const persons: number[] = [];
  const kinds: number[] = [];
  const seconds: number[] = [];
  for (let person = 0; person < personCount; person++) {
    if (person % rowsPerLook === 0) look(Math.min(rowsPerLook, personCount - person));
    const random = createRandom(deriveSeed(seed, 'touchpoints', 'journey', person));
    for (const { kind, day } of touchpointJourney(groupOf(person, seed), random)) {
      persons.push(person);
      kinds.push(touchpointKinds.indexOf(kind));
      seconds.push(Math.floor(day * 86_400));
    }
  }
  return {
    persons: Uint32Array.from(persons),
    kinds: Uint8Array.from(kinds),
    seconds: Uint32Array.from(seconds),
  };
}

function groupOf(person: number, seed: number): TouchpointGroup {
  let left = createRandom(deriveSeed(seed, 'touchpoints', 'group', person)).uniform();
  for (const group of touchpointGroups) {
    left -= group.share;
    if (left < 0) return group;
  }
  throw new Error('the shares of the groups do not add up to 1');
}

const keyOf = (person: number): string => `K${String(person + 1).padStart(7, '0')}`;

function writeLog(part: string, { persons, kinds, seconds }: Log): void {
  const order = Uint32Array.from(kinds, (_, event) => event);
  order.sort((a, b) => seconds[a]! - seconds[b]! || a - b);
  writeCsv(part, (csv) => {
    csv.add(...touchpointsHeader);
    for (const event of order) {
      const moment = new Date(startMs + seconds[event]! * 1000).toISOString();
      const at = `${moment.slice(0, 10)} ${moment.slice(11, 19)}`;
      csv.add(keyOf(persons[event]!), at, touchpointKinds[kinds[event]!]!);
    }
  });
}

function writeTruth(part: string, personCount: number, seed: number): void {
  writeCsv(part, (csv) => {
    csv.add(...shopTruthHeader);
    for (let person = 0; person < personCount; person++)
      csv.add(keyOf(person), groupOf(person, seed).name);
  });
}
