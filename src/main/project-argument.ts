// A project named on the command line, or by the system when a project file is opened.
import path from 'node:path';

/** The first argument that names a project file, as an absolute path. */
export function projectPathIn(argv: readonly string[]): string | undefined {
  const found = argv.slice(1).find((argument) => argument.endsWith('.personae'));
  return found === undefined ? undefined : path.resolve(found);
}
