// Files of one folder make one table only if their columns are the same.
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';

export interface NamedColumns {
  readonly path: string;
  readonly columns: readonly string[];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.slice(0, 5).join(', ');
}

/** @throws PersonaeError `column.missing` that names the first file which differs, and how. */
export function checkSameColumns(files: readonly NamedColumns[]): void {
  const [first, ...others] = files;
  if (first === undefined) return;
  for (const other of others) {
    if (JSON.stringify(other.columns) === JSON.stringify(first.columns)) continue;
    const missing = first.columns.filter((name) => !other.columns.includes(name));
    const added = other.columns.filter((name) => !first.columns.includes(name));
    const difference =
      missing.length === 0 && added.length === 0
        ? 'the same columns in another order'
        : `other columns: missing ${listed(missing)}; added ${listed(added)}`;
    throw new PersonaeError({
      code: 'column.missing',
      message: `${basename(other.path)} has ${difference} (compared with ${basename(first.path)}).`,
      hint: 'All files of a folder need the same columns in the same order.',
    });
  }
}
