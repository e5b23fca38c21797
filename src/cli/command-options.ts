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
    throw wrongUse(thrown instanceof Error ? (thrown.message.split('. ')[0] ?? '') : '');
  }
}

/** How many threads may be used; undefined: as many as are at hand. */
export function threadsOption(value: string | undefined): number | undefined {
  return value === undefined ? undefined : countOption(value, 'threads', 1);
}

/** A whole number of an option, at least `minimum`. */
export function countOption(value: string | undefined, name: string, minimum: number): number {
  const count = Number(value);
  if (value === undefined || !Number.isSafeInteger(count) || count < minimum) {
    throw wrongUse(
      `--${name} needs a whole number from ${minimum} upwards, not ${value ?? 'nothing'}.`,
    );
  }
  return count;
}
