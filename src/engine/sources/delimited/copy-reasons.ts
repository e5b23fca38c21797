// DuckDB reads UTF-8 with one kind of line end. What it cannot read as it stands is copied into a
// plain CSV first; this says whether, and why.
import type { DecodedHead } from './decode-head.ts';
import type { Dialect } from './row-reader.ts';
import type { SpreadRows } from './spread-rows.ts';

function mixesLineEnds(texts: readonly string[]): boolean {
  let kind: string | undefined;
  for (const text of texts) {
    // A return at the very end may be half of a line end that was cut in two.
    for (const [end] of text.matchAll(/\r\n|\n|\r(?!$)/g)) {
      kind ??= end;
      if (end !== kind) return true;
    }
  }
  return false;
}

/**
 * Reasons in words; empty where the file can be read directly. Line ends inside quotes count as
 * mixed too, which costs a copy and is never wrong.
 */
export function copyReasons(head: DecodedHead, dialect: Dialect, spread: SpreadRows): string[] {
  const texts = [head.text, ...spread.texts];
  const reasons: string[] = [];
  if (dialect.delimiter === 'whitespace') reasons.push('its columns are separated by blanks');
  if (head.encoding !== 'utf-8') {
    reasons.push(`it is written in ${head.encoding === 'utf-16' ? 'UTF-16' : 'Latin-1'}`);
  }
  if (spread.hasBrokenUtf8) reasons.push('some of its bytes are not UTF-8');
  if (mixesLineEnds(texts)) reasons.push('its line ends are of several kinds');
  if (head.hasZeroBytes || spread.hasZeroBytes) reasons.push('it holds zero bytes');
  return reasons;
}
