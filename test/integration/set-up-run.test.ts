// How the scripts run the application: exit codes, signals, the virtual display, and what counts as
// a stale build.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStale } from '../../scripts/run/application-build.ts';
import { lacksDisplay, withDisplay } from '../../scripts/set-up/display.ts';
import { projectRoot } from '../../scripts/set-up/paths.ts';
import { commandLine, processTree } from '../e2e/support/sockets.ts';
import { installationAdvice, packageManager } from '../../scripts/set-up/system-packages.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'personae-run-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Two signals of a test are within these, however long the machine takes from one to the next. */
const manyMilliseconds = 600_000;

/** Starts a process that runs a script of its own in the foreground and ends with its exit code. */
function runner(script: string): ReturnType<typeof spawn> {
  const module = join(projectRoot, 'scripts', 'run', 'foreground.ts');
  const program = `import { runInForeground } from ${JSON.stringify(module)};
    const args = ['-e', ${JSON.stringify(script)}];
    process.exitCode = await runInForeground(process.execPath, args, {}, ${manyMilliseconds});`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe.skipIf(process.platform === 'win32')('a program in the foreground', () => {
  test('hands its exit code on', async () => {
    expect(await once(runner('process.exit(7)'), 'exit')).toEqual([7, null]);
    expect(await once(runner('process.kill(process.pid, "SIGKILL")'), 'exit')).toEqual([137, null]);
  });

  test('gets a signal once, however often it is sent at a time', async () => {
    const parent = runner(
      `let count = 0;
       process.on('SIGTERM', () => {
         console.log('told');
         if (++count === 1) setTimeout(() => process.exit(count), 300);
       });
       setInterval(() => {}, 1000);
       console.log('ready');`,
    );
    if (parent.stdout === null) throw new Error('The child has no output.');
    await once(parent.stdout, 'data');
    parent.kill('SIGTERM');
    await once(parent.stdout, 'data');
    parent.kill('SIGTERM');
    expect(await once(parent, 'exit')).toEqual([1, null]);
  });
});

describe.skipIf(!lacksDisplay())('the virtual display', () => {
  /** Its number may be another server's as soon as it is free: the process is asked for. */
  const servers = () =>
    processTree(process.pid).filter((pid) => commandLine(pid).startsWith('Xvfb '));

  test('refuses a program that does not know its secret, and ends with its use', async () => {
    const answer = await withDisplay(async ({ DISPLAY }) => {
      expect(servers()).toHaveLength(1);
      return connectWithoutSecret(DISPLAY ?? '');
    });
    expect(answer.readUInt8(0)).toBe(0);
    expect(answer.toString('latin1')).toContain('Authorization required');
    expect(servers()).toEqual([]);
  });
});

/** The answer, up to the end that a refusal has, to the X protocol's greeting without authorization. */
async function connectWithoutSecret(display: string): Promise<Buffer> {
  const socket = createConnection(`/tmp/.X11-unix/X${display.slice(1)}`);
  await once(socket, 'connect');
  socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('the build', () => {
  const builtAt = new Date('2024-01-02');
  const before = new Date('2024-01-01');
  const after = new Date('2024-01-03');
  const products = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
  const sources = ['src/main/index.ts', 'src/kernels/a.ts', 'src/kernels/compiled/a.ts'];

  async function write(path: string, time: Date): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
    await utimes(join(folder, path), time, time);
  }

  beforeEach(async () => {
    for (const path of [...sources, 'package.json', 'electron.vite.config.ts']) {
      await write(path, before);
    }
    for (const path of products) await write(path, builtAt);
    for (const path of ['src', 'src/main', 'src/kernels/compiled']) {
      await utimes(join(folder, path), before, before);
    }
  });

  test('is fresh after its sources, whatever the build itself made among them', async () => {
    expect(isStale(folder)).toBe(false);
    await write('src/kernels/compiled/a.ts', after);
    expect(isStale(folder)).toBe(false);
  });

  test.each(['src/main/index.ts', 'src/kernels/a.ts', 'package.json', 'electron.vite.config.ts'])(
    'is stale once %s has changed',
    async (path) => {
      await write(path, after);
      expect(isStale(folder)).toBe(true);
    },
  );

  test('is stale when a part is missing or a source was removed', async () => {
    await rm(join(folder, 'src/main/index.ts'));
    expect(isStale(folder)).toBe(true);
    await utimes(join(folder, 'src/main'), before, before);
    expect(isStale(folder)).toBe(false);
    await rm(join(folder, 'out/renderer/index.html'));
    expect(isStale(folder)).toBe(true);
  });
});

describe('system packages', () => {
  test.each([
    ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', 'apt'],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'apt'],
    ['NAME="Fedora Linux"\nID=fedora\n', 'dnf'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'dnf'],
    ['ID=arch\n', 'pacman'],
    ['ID=alpine\nHOME_URL="https://debian.example/"\n', null],
  ])('the package manager of %j is %j', (release, expected) => {
    expect(packageManager(release)).toBe(expected);
  });

  test.runIf(process.platform === 'linux')('what is missing is named with a command', async () => {
    const missing = [{ program: 'Xvfb', apt: ['xvfb'], dnf: 'xorg-x11-server-Xvfb', pacman: 'x' }];
    const advice = await installationAdvice(missing);
    expect(advice).toContain('This system lacks Xvfb.');
    expect(advice).toMatch(/apt-get install .*xvfb|dnf install xorg|pacman -S x|package manager/);
  });
});
