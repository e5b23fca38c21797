// The rides sample: the log of a ride-hailing service as one CSV file, week after week, and the state
// of every rider in every week in a second file beside it.
import { statSync } from 'node:fs';
import { PersonaeError } from '#shared/errors';
import { writeCsv, type CsvWriter } from './csv-writer.ts';
import {
  createRidesRiders,
  mondayOf,
  ridesHeader,
  ridesWeekCount,
  type RidesRiders,
} from './rides/rides-riders.ts';
import { ridesStates } from './rides/rides-states.ts';
import { ridesTruthFile, ridesTruthHeader } from './rides/rides-truth-file.ts';
import {
  createSamplePace,
  rowsPerLook,
  type SampleControl,
  type SamplePace,
} from './sample-pace.ts';
import { writeThenRename } from './write-then-rename.ts';

/** So that rider, week and ride fit into one counter of 32 bits. */
const maxRiderCount = 2_000_000;

export interface RidesSampleOptions extends SampleControl {
  readonly file: string;
  /** Riders, from 1 to 2 million; each takes a byte of memory. */
  readonly riderCount: number;
  readonly seed: number;
}

export interface RidesSampleSummary {
  readonly riderCount: number;
  /** Rows of the file, without the header. */
  readonly rowCount: number;
  readonly fileBytes: number;
  readonly truthFile: string;
}

/**
 * Writes the sample and the truth beside it; the same seed and number of riders give the same bytes.
 * Both files appear under their names when they are complete.
 *
 * @throws PersonaeError `job.cancelled`, `disk.full`, `file.unwritable`, or `call.invalid` for an
 *   impossible number of riders; no half-written file is left
 */
export function writeRidesSample(options: RidesSampleOptions): RidesSampleSummary {
  const { file, riderCount, seed } = options;
  if (!Number.isInteger(riderCount) || riderCount < 1 || riderCount > maxRiderCount) {
    throw new PersonaeError({
      code: 'call.invalid',
      message: `A service cannot have ${riderCount} riders.`,
      hint: `Ask for a whole number of riders from 1 to ${maxRiderCount}.`,
    });
  }
  const pace = createSamplePace(options, riderCount * ridesWeekCount);
  const riders = createRidesRiders(riderCount, seed);
  const truthFile = ridesTruthFile(file);
  const written = writeThenRename(file, (part) => {
    let rowCount = 0;
    writeThenRename(truthFile, (truthPart) => {
      writeCsv(truthPart, (truth) => {
        writeCsv(part, (rides) => {
          rowCount = writeWeeks(rides, truth, riders, riderCount, pace);
        });
      });
    });
    return { rowCount, fileBytes: statSync(part).size };
  });
  pace.finish();
  return { riderCount, truthFile, ...written };
}

function writeWeeks(
  rides: CsvWriter,
  truth: CsvWriter,
  riders: RidesRiders,
  riderCount: number,
  pace: SamplePace,
): number {
  rides.add(...ridesHeader);
  truth.add(...ridesTruthHeader);
  const states = new Uint8Array(riderCount);
  let rowCount = 0;
  for (let week = 0; week < ridesWeekCount; week++) {
    const monday = mondayOf(week);
    for (let rider = 0; rider < riderCount; rider++) {
      if (rider % rowsPerLook === 0) pace.advance(Math.min(rowsPerLook, riderCount - rider));
      if (week < riders.joiningWeekOf(rider)) continue;
      const state = riders.stateOf(rider, week, states[rider]!);
      states[rider] = state;
      truth.add(riders.keyOf(rider), monday, ridesStates[state]?.name ?? '');
      for (const line of riders.ridesOf(rider, week, state)) {
        rides.add(...line);
        rowCount++;
      }
    }
  }
  return rowCount;
}
