// The number of rows of a file that is only looked at in places.
import type { DecodedHead } from './decode-head.ts';

export interface RowCount {
  readonly rowCount: number | null;
  readonly rowCountExact: boolean;
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/**
 * Exact where the whole file has been read; otherwise from its size and the length of the lines in
 * its head and in the blocks further on.
 * @param rowCount rows in the first `readCharacters` of the head.
 */
export function estimateRowCount(
  head: DecodedHead,
  blocks: readonly string[],
  rowCount: number,
  readCharacters: number,
): RowCount {
  if (head.complete && readCharacters >= head.text.length) return { rowCount, rowCountExact: true };
  const readLines = countLineEnds(head.text.slice(0, readCharacters));
  if (rowCount === 0 || readLines === 0) return { rowCount: null, rowCountExact: false };
  const texts = [head.text, ...blocks];
  const lines = texts.reduce((sum, text) => sum + countLineEnds(text), 0);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  // A packed file has more characters than bytes.
  const allCharacters = head.sizeBytes * (head.text.length / head.readBytes);
  const estimate = (rowCount / readLines) * (lines / characters) * allCharacters;
  return { rowCount: Math.round(estimate), rowCountExact: false };
}
