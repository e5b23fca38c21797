// Checks a downloaded file against the digest that is pinned in the source.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { SetUpError } from './set-up-error.ts';

/**
 * Throws a SetUpError unless the file has the expected digest.
 *
 * @param file path of the file
 * @param integrity expected digest as in a lockfile: `algorithm-base64`
 */
export async function verifyIntegrity(file: string, integrity: string): Promise<void> {
  const separator = integrity.indexOf('-');
  const hash = createHash(integrity.slice(0, separator));
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest('base64');
  if (digest !== integrity.slice(separator + 1)) {
    throw new SetUpError(
      `The download ${file} is damaged or is not the expected one: its digest is ${digest}, ` +
        `not ${integrity}. It has been refused; run the set-up again.`,
    );
  }
}
