// The options of a command, with faults told in one line.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { PersonaeError } from '#shared/errors';

export function wrongUse(message: string): PersonaeError {
  return new PersonaeError({ code: 'call.invalid', message, hint: 'personae --help explains it.' });
}

export function parseCommand<T extends ParseArgsConfig>(
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (thrown) {
    const said = thrown instanceof Error ? (thrown.message.split(/[.\n]/)[0] ?? '') : '';
    throw wrongUse(`${said}.`);
  }
}

/** Every thread takes memory of its own; more than this no machine has cores for. */
const mostThreads = 128;

/** How many threads may be used; undefined: as many as are at hand. */
export function threadsOption(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const count = countOption(value, 'threads', 1);
  if (count <= mostThreads) return count;
  throw wrongUse(`--threads takes up to ${mostThreads}, not ${value}.`);
}

/** A whole number of an option, at least `minimum`. */
export function countOption(value: string | undefined, name: string, minimum: number): number {
  const count = /^\d+(?:e\d+)?$/i.test(value ?? '') ? Number(value) : NaN;
  if (!Number.isSafeInteger(count) || count < minimum) {
    throw wrongUse(
      `--${name} needs a whole number from ${minimum} upwards, not ${value || 'nothing'}.`,
    );
  }
  return count;
}
