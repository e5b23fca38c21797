// Where the analysis of States looks whether it was cancelled: between all of its longer parts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ThreadContext } from '#engine/threads/thread-messages';
import { analyseStates } from '#engine/workflows/states/analyse-states';
import { analysedFeatures } from '#engine/workflows/states/analysed-features';
import type { StatesAnalysisInput } from '#engine/workflows/states/states-input';
import { statesStages } from '#engine/workflows/states/states-stages';
import { testEnvironment } from '../../fixtures/test-environment.ts';
import { ridesRecipe, writeRides } from './rides-fixture.ts';
import { panelOf } from './states-fixture.ts';

async function smallInput(): Promise<StatesAnalysisInput> {
  const folder = mkdtempSync(join(tmpdir(), 'personae-cancel-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const recipe = ridesRecipe(writeRides(folder, 60), { kMinimum: 2, kMaximum: 2, foldCount: 2 });
  const { states, names, seed } = recipe;
  const panel = await panelOf(recipe);
  const features = analysedFeatures(panel, states.model.emissions);
  return { ...panel, features, truth: null, finished: [], choices: { states, names, seed } };
}

/** Looks by stage; the flag is set at the look that `stopAt` names. */
function countingThread(stopAt = Infinity) {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const looks = new Map<string, number>();
  let stage = 'Before';
  let count = 0;
  const thread: ThreadContext = {
    progress: (name) => void (stage = name),
    partial: () => undefined,
    keep: () => undefined,
    get cancelFlag() {
      looks.set(stage, (looks.get(stage) ?? 0) + 1);
      count += 1;
      if (count === stopAt) Atomics.store(flag, 0, 1);
      return flag;
    },
    threadCount: 1,
    teamThreadUrl: testEnvironment(tmpdir()).threadUrls.team,
  };
  return { thread, looks };
}

test('it looks between columns, fits and the parts of the description, and stops at every look', async () => {
  const input = await smallInput();
  const featureCount = input.features.length;
  const { thread, looks } = countingThread();
  await analyseStates(input, thread);
  // Every column as it is scaled, and once before the sweep.
  expect(looks.get('Before')).toBeGreaterThanOrEqual(featureCount + 1);
  expect(looks.get(statesStages.describe.name)).toBeGreaterThanOrEqual(9 + 2 * featureCount);
  const whole = [...looks.values()].reduce((sum, own) => sum + own, 0);
  const lastOnes = Array.from({ length: 9 + 2 * featureCount }, (_, back) => whole - back);
  for (const stopAt of [1, featureCount + 1, Math.round(whole / 2), ...lastOnes]) {
    const stopped = analyseStates(input, countingThread(stopAt).thread);
    await expect(stopped, `look ${stopAt} of ${whole}`).rejects.toMatchObject({
      code: 'job.cancelled',
    });
  }
});
