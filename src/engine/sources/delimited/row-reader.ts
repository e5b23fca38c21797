// Cuts delimited text into rows and cells, by the rules that DuckDB follows in its strict mode, so
// that what a preview shows is what a run reads. Bounded: a row has a longest length.

export interface Dialect {
  /** One character, or `whitespace` for runs of blanks. */
  readonly delimiter: string;
  /** One character, or empty where quotes mean nothing. */
  readonly quote: string;
}

export type RowFault = 'unclosed-quote' | 'text-after-quote' | 'too-long';

export interface TextRow {
  readonly cells: readonly string[];
  /** As it stands, with its line end. */
  readonly text: string;
  /** The line of the file it begins on, from 1. */
  readonly line: number;
  /** The place in the whole text where it begins. */
  readonly offset: number;
  readonly fault: RowFault | null;
}

/** A line without anything in it; it is a row only where there is one column. */
export function isBlank({ cells, text }: TextRow): boolean {
  return cells.length === 1 && cells[0] === '' && text.trim() === '';
}

/** The longest row that is read: DuckDB's own limit. */
export const rowLimit = 2_097_152;

interface Cut {
  readonly cells: string[];
  readonly next: number;
  readonly fault: RowFault | null;
}

const lineEnd = /[\r\n]/g;

/** The place after the line end that follows `from`; -1 where the text ends before it is sure. */
function afterLine(text: string, from: number, final: boolean): number {
  lineEnd.lastIndex = from;
  const found = lineEnd.exec(text);
  if (found === null) return final ? text.length : -1;
  return afterLineEnd(text, found.index, final);
}

/** `at` is a line end; a return at the very end may be half of one. */
function afterLineEnd(text: string, at: number, final: boolean): number {
  if (text[at] === '\n') return at + 1;
  if (at + 1 >= text.length) return final ? at + 1 : -1;
  return text[at + 1] === '\n' ? at + 2 : at + 1;
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

interface Quoted {
  readonly value: string;
  /** The place after the closing quote; -1 where there is none. */
  readonly next: number;
}

function readQuoted(text: string, from: number, quote: string): Quoted {
  let value = '';
  let start = from;
  for (;;) {
    const end = text.indexOf(quote, start);
    if (end === -1) return { value: value + text.slice(start), next: -1 };
    value += text.slice(start, end);
    if (text[end + 1] !== quote) return { value, next: end + 1 };
    value += quote;
    start = end + 2;
  }
}

function skipBlanks(text: string, from: number, tabs: boolean): number {
  let at = from;
  while (text[at] === ' ' || (tabs && text[at] === '\t')) at += 1;
  return at;
}

function endOfCell(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n' || character === '\r') return at;
    if (character === delimiter) return at;
    if (delimiter === 'whitespace' && (character === ' ' || character === '\t')) return at;
  }
  return text.length;
}

/** One row from `from` on; null where the text ends before the row is known to. */
function cutRow(text: string, from: number, dialect: Dialect, final: boolean): Cut | null {
  const { delimiter, quote } = dialect;
  const byBlanks = delimiter === 'whitespace';
  const cells: string[] = [];
  let at = byBlanks ? skipBlanks(text, from, true) : from;
  for (;;) {
    // One blank may stand before a quote, as in `a, "b"`; with more the quote is a letter.
    const opening = text[at] === ' ' ? at + 1 : at;
    if (quote !== '' && text[opening] === quote) {
      const quoted = readQuoted(text, opening + 1, quote);
      if (quoted.next === -1) {
        if (!final) return null;
        // Only the line itself is lost: what follows may be sound.
        const next = afterLine(text, from, true);
        return { cells, next, fault: 'unclosed-quote' };
      }
      cells.push(quoted.value);
      at = skipBlanks(text, quoted.next, byBlanks);
      const follows = at >= text.length || isLineEnd(text[at]) || text[at] === delimiter;
      if (!follows && !(byBlanks && at > quoted.next)) {
        const next = afterLine(text, at, final);
        return next === -1 ? null : { cells, next, fault: 'text-after-quote' };
      }
    } else {
      const end = endOfCell(text, at, delimiter);
      cells.push(text.slice(at, end));
      at = byBlanks ? skipBlanks(text, end, true) : end;
    }
    if (at >= text.length) return final ? { cells, next: text.length, fault: null } : null;
    if (isLineEnd(text[at])) {
      const next = afterLineEnd(text, at, final);
      return next === -1 ? null : { cells, next, fault: null };
    }
    if (!byBlanks) at += 1;
  }
}

function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

/** Reads rows from text that arrives in pieces. */
export class RowReader {
  readonly #dialect: Dialect;
  #rest = '';
  #line = 1;
  #offset = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** The rows that are complete with this piece. After one that is too long nothing follows. */
  *push(piece: string): Generator<TextRow> {
    this.#rest += piece;
    yield* this.#rows(false);
    while (this.#rest.length > rowLimit) {
      const next = afterLine(this.#rest, 0, false);
      if (next === -1 || next > rowLimit) {
        yield this.#row([], '', 'too-long');
        return;
      }
      // The row goes on over so many lines because of a quote: its first line is given up.
      const row = this.#row([], this.#rest.slice(0, next), 'unclosed-quote');
      this.#line += 1;
      this.#offset += next;
      this.#rest = this.#rest.slice(next);
      yield row;
      yield* this.#rows(false);
    }
  }

  /** What remains when the text has ended. */
  *end(): Generator<TextRow> {
    yield* this.#rows(true);
  }

  #row(cells: readonly string[], text: string, fault: RowFault | null): TextRow {
    return { cells, text, line: this.#line, offset: this.#offset, fault };
  }

  *#rows(final: boolean): Generator<TextRow> {
    const text = this.#rest;
    const start = this.#offset;
    let from = 0;
    try {
      while (from < text.length) {
        const cut = cutRow(text, from, this.#dialect, final);
        if (cut === null) return;
        const fault = cut.next - from > rowLimit ? 'too-long' : cut.fault;
        const row = this.#row(cut.cells, text.slice(from, cut.next), fault);
        this.#line += countLineEnds(text, from, cut.next);
        this.#offset = start + cut.next;
        from = cut.next;
        yield row;
      }
    } finally {
      this.#rest = text.slice(from);
    }
  }
}

/** The first rows of a text. `complete` says whether the text is the whole of the file. */
export function firstTextRows(
  text: string,
  dialect: Dialect,
  limit: number,
  complete: boolean,
): TextRow[] {
  const reader = new RowReader(dialect);
  const rows: TextRow[] = [];
  const take = (source: Generator<TextRow>): void => {
    for (const row of source) {
      rows.push(row);
      if (rows.length >= limit) return;
    }
  };
  take(reader.push(text));
  if (complete && rows.length < limit) take(reader.end());
  return rows;
}
