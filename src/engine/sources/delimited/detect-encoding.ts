// The encoding of a text file, by its first bytes.
import { PersonaeError } from '#shared/errors';
import type { DelimitedOptions } from '#shared/recipe/source';

export type Encoding = NonNullable<DelimitedOptions['encoding']>;

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** The label TextDecoder knows it by. */
  readonly label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Bytes of the byte order mark. */
  readonly markLength: number;
}

const utf8: DetectedEncoding = { encoding: 'utf-8', label: 'utf-8', markLength: 0 };
const latin1: DetectedEncoding = { encoding: 'latin-1', label: 'windows-1252', markLength: 0 };

/** True for UTF-8, also where the last character is cut off. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function byMark(head: Uint8Array): DetectedEncoding | 'utf-32' | null {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { ...utf8, markLength: 3 };
  if (a === 0xff && b === 0xfe) {
    if (c === 0 && d === 0) return 'utf-32';
    return { encoding: 'utf-16', label: 'utf-16le', markLength: 2 };
  }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16', label: 'utf-16be', markLength: 2 };
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32' : null;
}

/** UTF-16 without a mark shows by its zero bytes, which stand all at odd or all at even places. */
function byZeros(head: Uint8Array): DetectedEncoding | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < head.length; index += 2) {
    if (head[index] === 0) even += 1;
    if (head[index + 1] === 0) odd += 1;
  }
  const pairs = Math.floor(head.length / 2);
  if (odd > 0.3 * pairs && even < 0.02 * pairs) {
    return { encoding: 'utf-16', label: 'utf-16le', markLength: 0 };
  }
  if (even > 0.3 * pairs && odd < 0.02 * pairs) {
    return { encoding: 'utf-16', label: 'utf-16be', markLength: 0 };
  }
  return null;
}

/** Control characters that no text has, as a share of the bytes. */
function controlShare(head: Uint8Array): number {
  let count = 0;
  for (const byte of head) {
    if (byte < 0x20 && ![0, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b].includes(byte)) count += 1;
    if (byte === 0x7f) count += 1;
  }
  return head.length === 0 ? 0 : count / head.length;
}

function chosen(encoding: Encoding, found: DetectedEncoding): DetectedEncoding {
  if (encoding === found.encoding) return found;
  if (encoding === 'latin-1') return latin1;
  return encoding === 'utf-8' ? utf8 : { encoding, label: 'utf-16le', markLength: 0 };
}

/**
 * @param given the encoding that the recipe names; it wins over what the bytes suggest.
 * @throws PersonaeError `file.encoding` for UTF-32, `file.unsupported` for bytes that are no text.
 */
export function detectEncoding(
  head: Uint8Array,
  fileName: string,
  given: Encoding | undefined,
): DetectedEncoding {
  const marked = byMark(head);
  if (marked === 'utf-32') {
    throw new PersonaeError({
      code: 'file.encoding',
      message: `${fileName} is written in UTF-32.`,
      hint: 'Save it as UTF-8.',
    });
  }
  const found = marked ?? byZeros(head) ?? (isUtf8(head) ? utf8 : latin1);
  const sample = head.subarray(0, 65_536);
  const zeros = sample.filter((byte) => byte === 0).length / Math.max(1, sample.length);
  if (found.encoding !== 'utf-16' && (controlShare(sample) > 0.02 || zeros > 0.3)) {
    throw new PersonaeError({
      code: 'file.unsupported',
      message: `${fileName} is a binary file and no table.`,
      hint: 'Personae reads SQLite, CSV and other delimited text, and Parquet. An encrypted database has to be exported without its password first.',
    });
  }
  return given === undefined ? found : chosen(given, found);
}
