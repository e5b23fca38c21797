// Work part by part: how far it is, and where it stops.
import { expect, it } from 'vitest';
import { inParts } from '#engine/workflows/in-parts';

function watched() {
  const told: (number | null)[] = [];
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  const progress = (_stage: string, fraction: number | null) => void told.push(fraction);
  return { told, cancelFlag, progress };
}

it('says before every part how far the stage is, never beyond its end', () => {
  const thread = watched();
  const part = inParts(thread, 'Describing', 2);
  expect([part(() => 'a'), part(() => 'b'), part(() => 'c')]).toEqual(['a', 'b', 'c']);
  expect(thread.told).toEqual([0, 0.5, 1]);
});

it('begins no part after it was cancelled', () => {
  const thread = watched();
  const part = inParts(thread, 'Describing', 3);
  part(() => Atomics.store(thread.cancelFlag, 0, 1));
  expect(() => part(() => expect.unreachable())).toThrow('The job was cancelled.');
  expect(thread.told).toEqual([0]);
});
