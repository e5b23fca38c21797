// The planted truth of a large sample is read in batches: a cancel is seen between them.
import { expect, test } from 'vitest';
import { readPlantedStates } from '#engine/samples/rides/read-planted-states';
import { silentContext } from '#engine/jobs/job-context';
import { workflowContext } from '../workflow-fixture.ts';
import { ridesRecipe, writeRides } from './rides-fixture.ts';

const nobody = {
  persons: [],
  starts: new Uint32Array(1),
  firstPeriods: new Int32Array(0),
  rowCount: 0,
};

test('a cancelled job reads no further', async () => {
  const recipe = ridesRecipe(writeRides(workflowContext().folder, 20));
  const job = silentContext();
  await expect(readPlantedStates(recipe, nobody, job)).resolves.toBeNull();
  Atomics.store(job.cancelFlag, 0, 1);
  await expect(readPlantedStates(recipe, nobody, job)).rejects.toMatchObject({
    code: 'job.cancelled',
  });
});
