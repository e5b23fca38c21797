// Runs npm: the one that started this script where there is one, so that its settings apply.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SetUpError } from './set-up-error.ts';

/** The command line that runs npm with some arguments. */
export function npmCommand(args: readonly string[]): { command: string; args: string[] } {
  const script = process.env['npm_execpath'];
  return script?.endsWith('npm-cli.js') === true
    ? { command: process.execPath, args: [script, ...args] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [...args] };
}

/** Runs npm and returns what it printed; a failure carries npm's own last lines. */
export async function npmOutput(args: readonly string[], cwd: string): Promise<string> {
  const npm = npmCommand(args);
  try {
    const { stdout } = await promisify(execFile)(npm.command, npm.args, { cwd });
    return stdout;
  } catch (error) {
    const printed = (error as { stderr?: string }).stderr ?? String(error);
    throw new SetUpError(`npm ${args.join(' ')} failed:\n${lastLines(printed)}`);
  }
}

/** The last lines of a program's output, which is where the reason of a failure stands. */
export function lastLines(output: string, count = 12): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
