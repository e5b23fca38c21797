// Starts the installed Electron once on a tiny application, before the set-up counts as finished.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withDisplay } from './display.ts';
import { electronFlags, electronProgram, type ElectronInstallation } from './installation.ts';
import { lastLines } from './npm.ts';
import { SetUpError } from './set-up-error.ts';

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
  try {
    return await withDisplay(async (display) => {
      const { stdout } = await promisify(execFile)(
        electronProgram(installation),
        [...electronFlags(), `--user-data-dir=${userData}`, join(import.meta.dirname, 'self-test')],
        { env: { ...process.env, ...display }, timeout: timeoutMilliseconds },
      );
      return JSON.parse(stdout) as SelfTestResult;
    });
  } catch (error) {
    const printed = (error as { stderr?: string }).stderr ?? '';
    throw new SetUpError(
      `Electron ${installation.version} does not run on this machine:\n` +
        lastLines(printed === '' ? String(error) : printed),
    );
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
}
