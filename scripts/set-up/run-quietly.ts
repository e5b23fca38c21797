// Runs a program without showing what it prints; only a failure brings its last lines to light.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SetUpError } from './set-up-error.ts';

const maximumOutput = 2 ** 26;

/** What may be set for a program that runs quietly. */
export interface QuietOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string | undefined>;
  readonly timeout?: number;
}

/**
 * Runs a program to its end.
 *
 * @param failure what to say where it fails, above its last lines
 * @returns what it printed on stdout
 */
export async function runQuietly(
  failure: string,
  command: string,
  args: readonly string[],
  options: QuietOptions = {},
): Promise<string> {
  try {
    const settings = { ...options, maxBuffer: maximumOutput };
    const { stdout } = await promisify(execFile)(command, args, settings);
    return stdout;
  } catch (error) {
    throw new SetUpError(`${failure}\n${lastLines(error)}`);
  }
}

/** The reason of a failure stands at the end of what a program printed on stderr. */
function lastLines(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trimEnd() : '';
  return printed === '' ? String(error) : printed.split('\n').slice(-12).join('\n');
}
