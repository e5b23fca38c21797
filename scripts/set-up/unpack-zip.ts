// Unpacks a zip archive, keeping file modes and symbolic links, with a say in each entry's name.
import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { openPromise } from 'yauzl';

const typeMask = 0o170000;
const symbolicLink = 0o120000;

/**
 * Unpacks into a folder; yauzl refuses names that would leave it.
 *
 * @param archive path of the zip file
 * @param folder where to put the entries
 * @param rename gives an entry's new path inside the folder, or null to leave the entry out
 */
export async function unpackZip(
  archive: string,
  folder: string,
  rename: (name: string) => string | null = (name) => name,
): Promise<void> {
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const name = rename(entry.fileName);
    if (name === null || entry.fileName.endsWith('/')) continue;
    const target = join(folder, name);
    const mode = entry.externalFileAttributes >>> 16;
    await mkdir(dirname(target), { recursive: true });
    const content = await zip.openReadStreamPromise(entry);
    if ((mode & typeMask) === symbolicLink) await symlink(await text(content), target);
    else await pipeline(content, createWriteStream(target, { mode: mode & 0o777 || 0o644 }));
  }
}
