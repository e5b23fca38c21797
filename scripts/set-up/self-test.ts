// Starts the installed Electron once on a tiny application, before the set-up counts as finished.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDisplay } from './display.ts';
import { electronFlags, electronProgram, type ElectronInstallation } from './installation.ts';
import { runQuietly } from './run-quietly.ts';

const timeoutMilliseconds = 60_000;

/** What the tiny application found out. */
export interface SelfTestResult {
  readonly electron: string;
  readonly title: string;
  readonly sqlite: string;
}

/** Opens a window and an SQLite database in this Electron; throws a SetUpError where that fails. */
export async function selfTest(installation: ElectronInstallation): Promise<SelfTestResult> {
  const userData = await mkdtemp(join(tmpdir(), 'personae-self-test-'));
  const application = join(import.meta.dirname, 'self-test');
  const args = [...electronFlags(), `--user-data-dir=${userData}`, application];
  try {
    const printed = await withDisplay((display) =>
      runQuietly(
        `Electron ${installation.version} does not run on this machine:`,
        electronProgram(installation),
        args,
        { env: { ...process.env, ...display }, timeout: timeoutMilliseconds },
      ),
    );
    return JSON.parse(printed) as SelfTestResult;
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
}
