// Fetches a package's tarball through npm, so that its registry, proxy, certificates and cache
// apply. npm shows nothing meanwhile; how far it is can be seen in the temporary folder of its cache.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { npmOutput } from './npm.ts';
import { downloadProgress } from './progress.ts';

const pollMilliseconds = 500;

/**
 * Downloads a package.
 *
 * @param specifier name@version
 * @param folder where the tarball goes
 * @param expected label for the progress line, and the tarball's size
 * @returns path of the tarball
 */
export async function fetchFromNpm(
  specifier: string,
  folder: string,
  expected: { label: string; bytes: number },
): Promise<string> {
  const show = downloadProgress(expected.label);
  const start = Date.now();
  const cache = (await npmOutput(['config', 'get', 'cache'], folder)).trim();
  const timer = setInterval(() => {
    void bytesArriving(join(cache, '_cacache', 'tmp'), start).then((bytes) =>
      show(bytes, expected.bytes),
    );
  }, pollMilliseconds);
  try {
    const listing = await npmOutput(['pack', specifier, '--json', '--prefer-offline'], folder);
    const [packed] = JSON.parse(listing) as { filename: string }[];
    if (packed === undefined) throw new Error(`npm pack ${specifier} named no file.`);
    show(expected.bytes, expected.bytes);
    return join(folder, packed.filename);
  } finally {
    clearInterval(timer);
  }
}

/** Size of the largest file that npm has begun to write since then; 0 where none can be seen. */
async function bytesArriving(cacheFolder: string, since: number): Promise<number> {
  const names = await readdir(cacheFolder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(cacheFolder, name)).then(
        (file) => (file.isFile() && file.birthtimeMs >= since ? file.size : 0),
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...sizes);
}
