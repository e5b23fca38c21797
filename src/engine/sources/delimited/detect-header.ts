// Whether the first row of a file names the columns.
import { readNumber } from '../number-text.ts';
import { detectTimeFormat } from '../time-format.ts';

type CellKind = 'empty' | 'number' | 'time' | 'text';

function kindOf(cell: string): CellKind {
  const text = cell.trim();
  if (text === '') return 'empty';
  if (readNumber(text, '.') !== null || readNumber(text, ',') !== null) return 'number';
  return detectTimeFormat([text]) === null ? 'text' : 'time';
}

function mainKind(cells: readonly string[]): CellKind {
  const counts = new Map<CellKind, number>();
  for (const cell of cells) {
    const kind = kindOf(cell);
    if (kind !== 'empty') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  let main: CellKind = 'empty';
  let most = 0;
  for (const [kind, count] of counts) {
    if (count > most) [main, most] = [kind, count];
  }
  return main;
}

function looksLikeName(cell: string): boolean {
  const text = cell.trim();
  return text.length > 0 && text.length <= 100 && /\p{L}|_/u.test(text) && kindOf(text) === 'text';
}

const rowLimit = 50;
const columnLimit = 200;

/**
 * Columns of numbers or moments decide: a text above them is a name. Where all is text, the first
 * row is taken for names if its cells are different and do not come again further down.
 */
export function detectHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...others] = rows.slice(0, rowLimit);
  if (first === undefined) return false;
  const cells = first.slice(0, columnLimit);
  if (cells.every((cell) => kindOf(cell) === 'empty')) return others.length > 0;
  const distinct = new Set(cells.map((cell) => cell.trim().toLowerCase()).filter(Boolean));
  if (others.length === 0) return cells.every(looksLikeName) && distinct.size === cells.length;
  let votes = 0;
  let repeats = 0;
  for (const [index, cell] of cells.entries()) {
    const below = others.map((row) => row[index] ?? '');
    const kind = mainKind(below);
    const own = kindOf(cell);
    if (kind === 'number' || kind === 'time') {
      if (own === 'text') votes += 1;
      if (own === 'number' || own === 'time') votes -= 1;
    } else if (own === 'number' || own === 'time') votes -= 1;
    else if (own === 'text' && below.includes(cell)) repeats += 1;
  }
  if (votes !== 0) return votes > 0;
  const named = cells.filter((cell) => kindOf(cell) === 'empty' || looksLikeName(cell)).length;
  return repeats === 0 && named >= 0.9 * cells.length;
}
