// The head of a file as text, cut at its last complete character.
import { detectEncoding, isUtf8, type DetectedEncoding, type Encoding } from './detect-encoding.ts';
import type { FileHead } from './read-head.ts';
import { PersonaeError } from '#shared/errors';

export interface DecodedHead extends Omit<FileHead, 'bytes'>, DetectedEncoding {
  /** Without zero bytes, as the copy will be. */
  readonly text: string;
  readonly hasZeroBytes: boolean;
  readonly warnings: readonly string[];
}

function invalidUtf8(bytes: Uint8Array, fileName: string): PersonaeError {
  const lossy = new TextDecoder('utf-8').decode(bytes);
  const line = lossy.slice(0, lossy.indexOf('\ufffd')).split(/\r\n|\n|\r/).length;
  return new PersonaeError({
    code: 'file.encoding',
    message: `${fileName}, line ${line}, holds bytes that are not UTF-8.`,
    hint: 'Choose the encoding Latin-1 for this file, or save it as UTF-8.',
  });
}

/** @throws PersonaeError `file.encoding` where the bytes are not in the encoding that is given. */
export function decodeHead(
  head: FileHead,
  fileName: string,
  given: Encoding | undefined,
): DecodedHead {
  const detected = detectEncoding(head.bytes, fileName, given);
  const bytes = head.bytes.subarray(detected.markLength);
  if (detected.label === 'utf-8' && !isUtf8(bytes)) throw invalidUtf8(bytes, fileName);
  const text = new TextDecoder(detected.label, { ignoreBOM: true }).decode(bytes, {
    stream: !head.complete,
  });
  const guessed = detected.encoding === 'latin-1' && given === undefined;
  return {
    ...head,
    ...detected,
    text: text.replaceAll('\0', ''),
    hasZeroBytes: text.includes('\0'),
    warnings: guessed
      ? [`${fileName} is not UTF-8 and is read as Latin-1 (Windows-1252); look at the accents.`]
      : [],
  };
}
