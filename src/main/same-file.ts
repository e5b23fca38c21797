// Whether two paths lead to the same file, whatever links and names lie between.
import { statSync } from 'node:fs';

export function isSameFile(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((file) =>
    statSync(file, { throwIfNoEntry: false, bigint: true }),
  );
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}
