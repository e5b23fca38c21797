// Finds out delimiter and quote: the pair under which rows look alike and cells look like values.
// The score is that of van den Burg, Nazabal and Sutton, "Wrangling messy CSV files by detecting row
// and type patterns" (2019), reduced to the delimiters that occur.
import { firstTextRows, isBlank, type Dialect, type TextRow } from './row-reader.ts';

const delimiters = [',', ';', '\t', '|', ':', 'whitespace'] as const;
const rowCount = 100;
const probeCharacters = 262_144;

const knownCell =
  /^\s*(?:[+-]?[\d.,']*\d%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?|[\p{L}\p{N}\p{M} _.\-/()'&+@:?!#*=%$€£°"<>[\]{}~^]*)\s*$/u;
const quantity = /^[+-]?\d[\d.,]*$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/;

function patternScore(rows: readonly TextRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let sum = 0;
  for (const [length, count] of counts) sum += (count * Math.max(0.001, length - 1)) / length;
  return sum / counts.size;
}

function typeScore(rows: readonly TextRow[]): number {
  let known = 0;
  let total = 0;
  for (const { cells } of rows) {
    for (const cell of cells.slice(0, 200)) {
      total += 1;
      if (knownCell.test(cell.slice(0, 500))) known += 1;
    }
  }
  return total === 0 ? 0 : known / total;
}

/**
 * Blanks cut a sentence as well as a table: the rows need equal widths, a first row that is cut too,
 * and most of them a number or a date.
 */
function isTableOfBlanks(rows: readonly TextRow[]): boolean {
  const [first, ...others] = rows;
  if (first === undefined || first.cells.length < 2) return false;
  const counts = new Map<number, number>();
  for (const { cells } of others) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const usual = Math.max(...counts.values(), 0);
  const quantities = rows.filter(({ cells }) => cells.some((cell) => quantity.test(cell))).length;
  return usual >= 0.7 * others.length && quantities >= 0.8 * rows.length;
}

function score(text: string, dialect: Dialect, complete: boolean): number {
  const rows = firstTextRows(text, dialect, rowCount, complete).filter((row) => !isBlank(row));
  const sound = rows.filter(({ fault }) => fault === null);
  if (sound.length === 0) return 0;
  if (dialect.delimiter === 'whitespace' && !isTableOfBlanks(sound)) return 0;
  const soundShare = sound.length / rows.length;
  return patternScore(sound) * typeScore(sound) * soundShare;
}

function quotesFor(text: string): string[] {
  const double = text.match(/(?:^|[,;\t|\r\n ])"/g)?.length ?? 0;
  const single = text.match(/(?:^|[,;\t|\r\n])'[^'\r\n]*'(?=[,;\t|\r\n]|$)/g)?.length ?? 0;
  return single > 2 && single > double ? ["'", '"'] : ['"'];
}

function candidates(text: string, given: Partial<Dialect>): Dialect[] {
  const quotes = given.quote === undefined ? quotesFor(text) : [given.quote];
  const hasClock = /(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])/.test(text);
  const separators =
    given.delimiter === undefined
      ? delimiters.filter((delimiter) => delimiter !== ':' || !hasClock)
      : [given.delimiter];
  return separators.flatMap((delimiter) => quotes.map((quote) => ({ delimiter, quote })));
}

/**
 * @param text the beginning of the file; `complete` where it is all of it.
 * @param given what the recipe fixes.
 */
export function detectDialect(text: string, complete: boolean, given: Partial<Dialect>): Dialect {
  const probe = text.slice(0, probeCharacters);
  const whole = complete && probe.length === text.length;
  let best: Dialect = { delimiter: given.delimiter ?? ',', quote: given.quote ?? '"' };
  let bestScore = 0;
  for (const dialect of candidates(probe.slice(0, 65_536), given)) {
    const value = score(probe, dialect, whole);
    // A later candidate has to be clearly better: the order is that of likelihood.
    if (value > bestScore * 1.000001) {
      best = dialect;
      bestScore = value;
    }
  }
  if (given.quote !== undefined) return best;
  return closesQuotes(text, complete, best) ? best : { ...best, quote: '' };
}

/** False where a quote at the beginning of a cell never ends and without quotes all rows agree. */
function closesQuotes(text: string, complete: boolean, dialect: Dialect): boolean {
  const quoted = firstTextRows(text, dialect, 1000, complete);
  if (!complete && quoted.length >= 1000) return true;
  const broken = quoted.some(({ fault }) => fault === 'unclosed-quote' || fault === 'too-long');
  if (!broken) return true;
  const plain = firstTextRows(text, { ...dialect, quote: '' }, 1000, complete);
  const widths = new Set(plain.filter((row) => !isBlank(row)).map(({ cells }) => cells.length));
  return widths.size !== 1 || plain.some(({ fault }) => fault !== null);
}
