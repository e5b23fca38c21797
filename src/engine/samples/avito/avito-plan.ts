// The outline of an Avito-shaped sample: how many of everything, and whose search is which. It takes
// four bytes a person, and is all that is kept in memory; everything else follows from the seed.
import { PersonaeError } from '#shared/errors';
import { hashAt, streamKey } from '../counter-hash.ts';
import { createPermutation, type Permutation } from '../permutation.ts';
import { rowsPerLook } from '../sample-pace.ts';
import { avitoRobot } from './avito-groups.ts';
import { createAvitoPeople, type AvitoPeople } from './avito-people.ts';
import { avitoCategories } from './avito-vocabulary.ts';

export const streamRowLimits = { min: 1, max: 400_000_000 } as const;

/** The person who is the robot. */
export const robotPerson = 0;

/** Cumulative shares in 256ths of 0 to 8 rows a search, 3.5 on average as in the real data. */
const rowShares = [8, 33, 77, 133, 185, 221, 241, 251, 256] as const;
const meanRowsPerSearch =
  rowShares.reduce((sum, share, rows) => sum + rows * (share - (rowShares[rows - 1] ?? 0)), 0) /
  256;

/** Of the real data: 36.9 M ads to 392 M rows; the share of context ads is ours. */
const adsPerStreamRow = 0.094;
const contextAdShare = 0.02;
/** Identifiers of people have gaps, as everywhere. */
const userIdsPerPerson = 1.06;

export interface AvitoPlan {
  readonly people: AvitoPeople;
  readonly streamRowCount: number;
  readonly personCount: number;
  readonly searchCount: number;
  readonly adCount: number;
  readonly contextAdCount: number;
  /** The searches of person p are the slots firstSlots[p] to firstSlots[p + 1] - 1. */
  readonly firstSlots: Uint32Array;
  /** Person to UserID - 1, slot to SearchID - 1, ad to AdID - 1. */
  readonly userIds: Permutation;
  readonly searchIds: Permutation;
  readonly adIds: Permutation;
  /** Rows of a search in trainSearchStream. */
  readonly rowsOfSlot: (slot: number) => number;
}

/** @param look called every few thousand searches; may throw to stop */
export function planAvito(streamRowCount: number, seed: number, look: () => void): AvitoPlan {
  if (!isStreamRowCount(streamRowCount)) {
    const { min, max } = streamRowLimits;
    throw new PersonaeError({
      code: 'call.invalid',
      message: `A sample cannot have ${streamRowCount} rows.`,
      hint: `Ask for a whole number of rows from ${min} to ${max}.`,
    });
  }
  const robotSearchCount = Math.min(
    avitoRobot.maxSearchCount,
    Math.ceil((avitoRobot.shareOfSearches * streamRowCount) / meanRowsPerSearch),
  );
  const people = createAvitoPeople(seed, robotPerson, robotSearchCount);
  const drawRowCount = rowCountDraw(streamKey(seed, 'avito rows of a search'));
  const searches = handOutSearches(streamRowCount, people, drawRowCount, look);
  const { firstSlots, searchCount, lastRowCount } = searches;
  const personCount = firstSlots.length - 1;
  // Every category has an advertisement of both kinds, however small the sample.
  const adCount = Math.max(2 * avitoCategories.length, Math.ceil(streamRowCount * adsPerStreamRow));
  return {
    people,
    streamRowCount,
    personCount,
    searchCount,
    adCount,
    contextAdCount: Math.max(avitoCategories.length, Math.ceil(adCount * contextAdShare)),
    firstSlots,
    userIds: createPermutation(
      Math.ceil(personCount * userIdsPerPerson),
      streamKey(seed, 'avito user ids'),
    ),
    searchIds: createPermutation(searchCount, streamKey(seed, 'avito search ids')),
    adIds: createPermutation(adCount, streamKey(seed, 'avito ad ids')),
    rowsOfSlot: (slot) => (slot === searchCount - 1 ? lastRowCount : drawRowCount(slot)),
  };
}

/** The person whose search a slot is. */
export function personOfSlot({ firstSlots }: AvitoPlan, slot: number): number {
  let low = 0;
  let high = firstSlots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((firstSlots[middle] ?? 0) <= slot) low = middle;
    else high = middle;
  }
  return low;
}

function isStreamRowCount(value: number): boolean {
  return Number.isInteger(value) && value >= streamRowLimits.min && value <= streamRowLimits.max;
}

function rowCountDraw(key: number): (slot: number) => number {
  const rowsOfByte = Uint8Array.from({ length: 256 }, (_, byte) =>
    rowShares.findIndex((share) => byte < share),
  );
  return (slot) => rowsOfByte[hashAt(key, slot) & 255] ?? 0;
}

/** Takes people one after another until their searches have exactly the rows that were asked for. */
function handOutSearches(
  streamRowCount: number,
  people: AvitoPeople,
  drawRowCount: (slot: number) => number,
  look: () => void,
): { firstSlots: Uint32Array; searchCount: number; lastRowCount: number } {
  let firstSlots = new Uint32Array(1024);
  let personCount = 0;
  let slot = 0;
  let rowCount = 0;
  let lastRowCount = 0;
  while (rowCount < streamRowCount) {
    if (personCount + 2 > firstSlots.length) firstSlots = withRoom(firstSlots);
    const end = slot + people.searchCountOf(personCount);
    for (; slot < end && rowCount < streamRowCount; slot++) {
      if (slot % rowsPerLook === 0) look();
      lastRowCount = Math.min(drawRowCount(slot), streamRowCount - rowCount);
      rowCount += lastRowCount;
    }
    personCount++;
    firstSlots[personCount] = slot;
  }
  return { firstSlots: firstSlots.slice(0, personCount + 1), searchCount: slot, lastRowCount };
}

function withRoom(full: Uint32Array): Uint32Array<ArrayBuffer> {
  const roomier = new Uint32Array(full.length * 2);
  roomier.set(full);
  return roomier;
}
