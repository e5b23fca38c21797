// The arena: no overlap, everything given back, a limit that is said.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TeamError } from '#analysis/team';
import { TeamMemory } from '../../../../src/engine/threads/team-memory.ts';

test('live blocks never overlap, and freeing all leaves nothing', () => {
  const sizes = fc.array(fc.tuple(fc.nat(5000), fc.nat()), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(sizes, (steps) => {
      const arena = new TeamMemory(1e7);
      const live: { address: number; size: number }[] = [];
      for (const [size, choice] of steps) {
        if (choice % 3 === 0 && live.length > 0) {
          const [block] = live.splice(choice % live.length, 1);
          if (block) arena.free(block.address);
          continue;
        }
        const address = arena.allocate(size);
        expect(address % 64).toBe(0);
        for (const other of live) {
          const apart = address + size <= other.address || other.address + other.size <= address;
          expect(apart).toBe(true);
        }
        expect(address + size).toBeLessThanOrEqual(arena.memory.buffer.byteLength);
        live.push({ address, size });
      }
      for (const { address } of live) arena.free(address);
      expect(arena.usedByteCount).toBe(0);
    }),
  );
});

test('freed memory is used again: many rounds need no more than one', () => {
  const arena = new TeamMemory(1e8);
  let size = 0;
  for (let round = 0; round < 50; round++) {
    const blocks = [1e6, 3e5, 2e6].map((byteCount) => arena.allocate(byteCount));
    for (const address of round % 2 ? blocks : blocks.reverse()) arena.free(address);
    if (round === 0) size = arena.memory.buffer.byteLength;
  }
  expect(arena.memory.buffer.byteLength).toBe(size);
});

test('the limit is an error that says how much', () => {
  const arena = new TeamMemory(10e6);
  arena.allocate(8e6);
  expect(() => arena.allocate(8e6)).toThrow(TeamError);
  expect(() => arena.allocate(8e6)).toThrow(/8 MB more than the 8 MB it uses; 10 MB are allowed/);
});

test('addresses above 2 GiB work', () => {
  const arena = new TeamMemory(2 ** 32);
  const addresses = [1, 2, 3].map(() => arena.allocate(2 ** 30));
  const last = addresses[2]!;
  expect(last).toBeGreaterThan(2 ** 31);
  new Float64Array(arena.memory.buffer, last, 2)[1] = 5;
  expect(() => arena.allocate(2 ** 30)).toThrow(TeamError);
});

test('freeing what is not reserved is a fault', () => {
  expect(() => new TeamMemory(1e6).free(65_536)).toThrow(/nothing is allocated/);
});
