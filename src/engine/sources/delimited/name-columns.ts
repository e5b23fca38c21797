// How many columns a file has, and what they are called.
import { PersonaeError } from '#shared/errors';
import type { DelimitedOptions } from '#shared/recipe/source';
import { columnLimit } from '../source-sample.ts';
import { uniqueColumnNames } from './column-names.ts';
import type { TextRow } from './row-reader.ts';

/** The width of most rows. */
export function usualWidth(rows: readonly TextRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most) [width, most] = [length, count];
  }
  return width;
}

/** Where all that stands beyond the header is empty, lines end with delimiters: no further columns. */
export function widthUnderHeader(
  header: TextRow | undefined,
  body: readonly TextRow[],
  usual: number,
): number {
  const named = header?.cells.length ?? usual;
  if (named >= usual) return usual;
  const overhang = body.some(({ cells }) => cells.slice(named).some((cell) => cell !== ''));
  return overhang ? usual : named;
}

export function checkWidth(width: number, fileName: string): void {
  if (width <= columnLimit) return;
  throw new PersonaeError({
    code: 'column.too-many',
    message: `${fileName} has ${width.toLocaleString('en-US')} columns; up to ${columnLimit.toLocaleString('en-US')} are read.`,
    hint: 'Export only the columns you need, or turn the columns into rows. If the number surprises you, choose another delimiter.',
  });
}

export interface Names {
  readonly names: readonly string[];
  readonly warnings: readonly string[];
}

export function columnNames(
  head: TextRow | undefined,
  width: number,
  options: DelimitedOptions,
  fileName: string,
): Names {
  if (head !== undefined) {
    // R writes the names of the rows without a name for their column.
    const isShort = head.cells.length === width - 1 && width > 2;
    const cells = isShort ? ['', ...head.cells] : head.cells;
    const { names, changes } = uniqueColumnNames(cells);
    return { names, warnings: changes };
  }
  const given = options.columnNames ?? [];
  if (given.length > 0 && given.length !== width) {
    throw new PersonaeError({
      code: 'column.missing',
      message: `${fileName} has ${width} columns, and ${given.length} names are given for them.`,
      hint: 'Give one name for each column, in their order.',
    });
  }
  const names = Array.from({ length: width }, (_, index) => given[index] ?? `column_${index + 1}`);
  return { names: uniqueColumnNames(names).names, warnings: [] };
}
