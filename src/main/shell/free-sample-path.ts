// Where the files of a sample may lie without taking the place of anybody's data.
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * A path beside the project, of its name and with this ending, or with a number behind the name where
 * files of that name are there already: a sample writes further files beside the first.
 */
export function freeSamplePath(projectPath: string, extension: string): string {
  const { dir, name } = path.parse(projectPath);
  const taken = readdirSync(dir).filter((entry) => !isOfProject(entry, name));
  for (let number = 1; ; number++) {
    const stem = number === 1 ? name : `${name} ${number}`;
    if (!taken.some((entry) => belongsTo(entry, stem))) return path.join(dir, stem + extension);
  }
}

function isOfProject(entry: string, name: string): boolean {
  return entry.startsWith(`${name}.personae`);
}

/** Names like `shop.csv`, `shop.truth.csv` and `shop-web.csv`; not every file system tells cases apart. */
function belongsTo(entry: string, stem: string): boolean {
  const [lower, start] = [entry.toLowerCase(), stem.toLowerCase()];
  return lower.startsWith(start) && /^[.-]|^$/.test(lower.slice(start.length));
}
