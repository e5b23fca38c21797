// Packs the unpacked application into one file, its files under a folder that bears its name.
import { join } from 'node:path';
import { create } from 'tar';

/**
 * Writes `name.tar.gz` beside the application's folder.
 *
 * @returns path of the archive
 */
export async function archiveFolder(folder: string, name: string): Promise<string> {
  const file = join(folder, '..', `${name}.tar.gz`);
  await create({ gzip: true, file, cwd: folder, prefix: name, portable: true }, ['.']);
  return file;
}
