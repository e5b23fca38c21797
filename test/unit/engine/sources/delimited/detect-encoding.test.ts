// The encoding of a text by its bytes; what is no text is refused.
import { describe, expect, it } from 'vitest';
import { PersonaeError } from '#shared/errors';
import { detectEncoding, type Encoding } from '#engine/sources/delimited/detect-encoding';

const text = 'id,name\n1,Jürgen\n2,Zoë\n';

function found(bytes: Buffer, given?: Encoding): [string, number] {
  const { label, markLength } = detectEncoding(bytes, 'x.csv', given);
  return [label, markLength];
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof PersonaeError) return thrown.code;
  }
  return 'none';
}

describe('detectEncoding', () => {
  it('finds UTF-8 with and without a mark', () => {
    expect(found(Buffer.from(text))).toEqual(['utf-8', 0]);
    expect(found(Buffer.from(`\ufeff${text}`))).toEqual(['utf-8', 3]);
  });

  it('does not mind a character that is cut off at the end', () => {
    expect(found(Buffer.from('id,name\n1,ü').subarray(0, -1))).toEqual(['utf-8', 0]);
  });

  it('finds UTF-16 of both kinds, with and without a mark', () => {
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(text, 'utf16le').swap16();
    expect(found(little)).toEqual(['utf-16le', 0]);
    expect(found(big)).toEqual(['utf-16be', 0]);
    expect(found(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))).toEqual(['utf-16le', 2]);
    expect(found(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))).toEqual(['utf-16be', 2]);
  });

  it('takes other bytes for Latin-1', () => {
    expect(found(Buffer.from(text, 'latin1'))).toEqual(['windows-1252', 0]);
  });

  it('follows the recipe', () => {
    expect(found(Buffer.from(text), 'latin-1')).toEqual(['windows-1252', 0]);
    expect(found(Buffer.from(text, 'latin1'), 'utf-8')).toEqual(['utf-8', 0]);
  });

  it('refuses UTF-32 and bytes that are no text', () => {
    const utf32 = Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]);
    expect(codeOf(() => found(utf32))).toBe('file.encoding');
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 73) % 256));
    expect(codeOf(() => found(bytes))).toBe('file.unsupported');
  });
});
