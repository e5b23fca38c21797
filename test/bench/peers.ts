// Runs the Python scripts of peers/, where Python and their packages are there.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Peers {
  /** What the script prints as JSON, or a sentence saying why it cannot run. */
  measure<T>(script: string, args: readonly (string | number)[]): Promise<T | string>;
}

/** Peers run by `python3`, or by the interpreter that PERSONAE_PYTHON names. */
export const pythonPeers: Peers = {
  async measure<T>(script: string, args: readonly (string | number)[]): Promise<T | string> {
    const python = process.env['PERSONAE_PYTHON'] ?? 'python3';
    const file = path.join(import.meta.dirname, 'peers', script);
    // OpenMP's threads would otherwise spin between parallel sections and slow each other down.
    const env = { ...process.env, OMP_WAIT_POLICY: 'passive' };
    try {
      const { stdout } = await run(python, [file, ...args.map(String)], { env });
      // Each script says in its head what it prints.
      return JSON.parse(stdout) as T;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const missing = /No module named '([^']+)'/.exec(text)?.[1];
      if (missing) return `${missing} not installed`;
      if (text.includes('ENOENT')) return 'no Python';
      throw error;
    }
  },
};
