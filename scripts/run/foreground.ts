// Runs a program in the foreground: its output is ours, signals reach it, its exit code comes back.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const passedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm and the terminal each send Ctrl+C; a program told twice to end would skip its farewell. */
const usualRepeatMilliseconds = 500;

/**
 * Runs a program to its end.
 *
 * @param environment variables to add to the present ones
 * @param repeatMilliseconds within these, another signal counts as the same one
 * @returns its exit code; where a signal ended it, 128 plus the signal's number
 */
export function runInForeground(
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  repeatMilliseconds = usualRepeatMilliseconds,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      // A process group of its own: the terminal's Ctrl+C comes through us alone, and once.
      detached: process.platform !== 'win32',
    });
    let lastPassed = -Infinity;
    const pass = (signal: NodeJS.Signals): void => {
      if (performance.now() - lastPassed < repeatMilliseconds) return;
      lastPassed = performance.now();
      child.kill(signal);
    };
    for (const signal of passedSignals) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const passed of passedSignals) process.off(passed, pass);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
