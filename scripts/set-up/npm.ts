// Runs npm: the one that started this script where there is one, so that its settings apply.
import { runQuietly } from './run-quietly.ts';

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
  return runQuietly(`npm ${args.join(' ')} failed:`, npm.command, npm.args, { cwd });
}
