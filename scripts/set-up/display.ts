// A display to open windows on: the person's own, or a virtual one (Xvfb) where there is none.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { SetUpError } from './set-up-error.ts';

const screen = '1600x1000x24';

/** Whether windows need a virtual display here. */
export function lacksDisplay(): boolean {
  return (
    process.platform === 'linux' &&
    (process.env['DISPLAY'] ?? '') === '' &&
    (process.env['WAYLAND_DISPLAY'] ?? '') === ''
  );
}

/** Where there is no display there is no D-Bus either, and Chromium reports that a dozen times. */
export function displayFlags(): string[] {
  return lacksDisplay() ? ['--log-level=3'] : [];
}

/**
 * Runs something that opens windows. Xvfb is started rather than the script xvfb-run, because that
 * script neither passes signals on nor keeps stderr apart from stdout.
 *
 * @param run gets the environment variables that name the display
 */
export async function withDisplay<T>(
  run: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (!lacksDisplay()) return run({});
  const folder = await mkdtemp(join(tmpdir(), 'personae-display-'));
  const authority = join(folder, 'authority');
  await writeFile(authority, authorityEntry(), { mode: 0o600 });
  const server = startServer(authority);
  try {
    return await run({ DISPLAY: await displayName(server), XAUTHORITY: authority });
  } finally {
    if (server.kill()) await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Detached, so that Ctrl+C in the terminal reaches the application and not its display. */
function startServer(authority: string): ChildProcess {
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'];
  return spawn('Xvfb', [...args, '-auth', authority], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
}

async function displayName(server: ChildProcess): Promise<string> {
  const numbers = server.stdio[3] as Readable;
  const failed = new Promise<never>((_resolve, reject) => {
    server.once('error', (error) => reject(new SetUpError(`Xvfb: ${error.message}`)));
    server.once('exit', () => reject(new SetUpError('Xvfb ended before it had a display.')));
  });
  const [line] = (await Promise.race([once(numbers, 'data'), failed])) as [Buffer];
  return `:${line.toString().trim()}`;
}

/**
 * An X authority file with one secret that holds for whatever display number the server takes:
 * family "any", no address, no number, then the protocol's name and 16 random bytes, each field with
 * its length in two bytes (format: Xau library, Xauth.h).
 */
function authorityEntry(): Buffer {
  const field = (content: Buffer): Buffer[] => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(content.length);
    return [length, content];
  };
  const anyFamily = Buffer.from([0xff, 0xff]);
  const empty = Buffer.alloc(0);
  const fields = [empty, empty, Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)];
  return Buffer.concat([anyFamily, ...fields.flatMap(field)]);
}
