// An expected failure of the set-up: one clear line for the person, no stack.
export class SetUpError extends Error {
  override name = 'SetUpError';
}

/** Prints an expected failure as its message alone, anything else with its stack; sets exit code 1. */
export function reportFailure(error: unknown): void {
  console.error(error instanceof SetUpError ? `\n${error.message}` : error);
  process.exitCode = 1;
}
