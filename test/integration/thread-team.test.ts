// The team of threads with real worker threads: equal bytes, faults that are said, nothing that hangs.
import asc from 'assemblyscript/asc';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TeamError, type Kernel } from '#analysis/team';
import {
  startThreadTeam,
  type ThreadTeam,
  type ThreadTeamOptions,
} from '../../src/engine/threads/thread-team.ts';

const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);
const dyingThreadUrl = new URL('../fixtures/dying-team-thread.ts', import.meta.url);

const source = `
export function square(chunk: u32, args: usize): void {
  store<f64>(args + (chunk << 3), f64(chunk) * f64(chunk));
}
export function trapAtSeven(chunk: u32, args: usize): void {
  if (chunk == 7) unreachable();
}
/** Chunks wait for each other, which only as many threads as chunks can end. */
export function meet(chunk: u32, args: usize): void {
  atomic.add<u32>(args, 1);
  while (atomic.load<u32>(args) < load<u32>(args, 4)) {}
}
`;

let kernel: Kernel;
beforeAll(async () => {
  let bytes = new Uint8Array(0);
  const options = ['--runtime', 'stub', '--use', 'abort=', '--enable', 'threads'];
  const memory = ['--importMemory', '--sharedMemory', '--noExportMemory'];
  const limits = ['--initialMemory', '1', '--maximumMemory', '65536', '-O'];
  const { error } = await asc.main(
    ['test.ts', '--outFile', 'test.wasm', ...options, ...memory, ...limits],
    {
      readFile: (file) => (file === 'test.ts' ? source : null),
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') bytes = Uint8Array.from(contents);
      },
      listFiles: () => [],
    },
  );
  expect(error).toBeNull();
  kernel = { name: 'test', bytes };
});

const teams: ThreadTeam[] = [];
async function startTeam(options: Partial<ThreadTeamOptions>): Promise<ThreadTeam> {
  const team = await startThreadTeam({ threadCount: 2, threadUrl, ...options });
  teams.push(team);
  return team;
}
afterEach(() => Promise.all(teams.splice(0).map((team) => team.dispose())));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof TeamError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('rounds', () => {
  test.each([1, 2, 3])('every chunk is done once, round after round, by %i threads', async (n) => {
    const team = await startTeam({ threadCount: n });
    const address = team.allocate(8 * 1000);
    for (let round = 0; round < 200; round++) {
      const cells = new Float64Array(team.buffer, address, 1000).fill(-1);
      const chunkCount = (round * 37) % 1000;
      team.run(kernel, 'square', address, chunkCount);
      cells.forEach((value, chunk) => {
        if (value !== (chunk < chunkCount ? chunk * chunk : -1)) expect.unreachable();
      });
    }
  });

  test('threads really work at the same time', async () => {
    const team = await startTeam({ threadCount: 3 });
    const address = team.allocate(8);
    new Uint32Array(team.buffer, address, 2).set([0, 3]);
    team.run(kernel, 'meet', address, 3);
    expect(new Uint32Array(team.buffer, address, 1)[0]).toBe(3);
  });
});

describe('faults', () => {
  test('a kernel that traps is an error that names it, and the team goes on', async () => {
    const team = await startTeam({});
    const address = team.allocate(8 * 100);
    for (let i = 0; i < 20; i++) {
      expect(() => team.run(kernel, 'trapAtSeven', address, 100)).toThrow(
        /test\.trapAtSeven failed: .*unreachable/,
      );
      team.run(kernel, 'square', address, 100);
      expect(new Float64Array(team.buffer, address, 100)[99]).toBe(99 * 99);
    }
  });

  test('a thread that ends at work is an error, not a hang', async () => {
    const team = await startTeam({ threadUrl: dyingThreadUrl, stallTimeoutMs: 300 });
    const address = team.allocate(8 * 100_000);
    const runs = () => {
      // The thread enters a round once it is woken: on a busy machine not one of the first.
      const end = Date.now() + 60_000;
      while (Date.now() < end) team.run(kernel, 'square', address, 100_000);
    };
    expect(codeOf(runs)).toBe('thread-lost');
    expect(codeOf(runs)).toBe('thread-lost');
  });

  test('a thread that cannot start is an error', async () => {
    const missing = new URL('./no-such-thread.ts', import.meta.url);
    await expect(startTeam({ threadUrl: missing })).rejects.toThrow(/no-such-thread/);
  });

  test('a team that was ended says so', async () => {
    const team = await startTeam({});
    await team.dispose();
    expect(codeOf(() => team.run(kernel, 'square', 65_536, 1))).toBe('closed');
  });
});
