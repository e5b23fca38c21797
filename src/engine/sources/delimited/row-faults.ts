// Rows that do not have the columns of the others: named by line, and refused where they are many.
import { PersonaeError } from '#shared/errors';
import { countText } from '../../count-text.ts';
import type { RowFault, TextRow } from './row-reader.ts';

export function rowTooLong(fileName: string, line: number): PersonaeError {
  return new PersonaeError({
    code: 'row.too-long',
    message: `${fileName}, line ${line.toLocaleString('en-US')}, is longer than 2 MB.`,
    hint: 'A line break is missing, or a quote is never closed.',
    details: { line },
  });
}

const faultWords: Readonly<Record<RowFault, string>> = {
  'unclosed-quote': 'opens a quote that is never closed',
  'text-after-quote': 'has text behind a closing quote',
  'too-long': 'is longer than 2 MB',
};

/** What is wrong with a row of so many columns, as "has 2 cells instead of 3"; null for a sound one. */
export function faultOf(row: TextRow, width: number): string | null {
  if (row.fault !== null) return faultWords[row.fault];
  const { length } = row.cells;
  if (length === width) return null;
  // Delimiters at the end of the line open no columns of their own.
  if (length > width && row.cells.slice(width).every((cell) => cell === '')) return null;
  return `has ${length} cell${length === 1 ? '' : 's'} instead of ${width}`;
}

export interface CheckedRows {
  readonly rows: readonly (readonly string[])[];
  readonly warnings: readonly string[];
}

/** Above this share the columns themselves must have been misunderstood. */
const refusedShare = 0.2;

/** @throws PersonaeError `row.ragged` where more than a fifth of the rows do not fit. */
export function checkRows(body: readonly TextRow[], width: number, fileName: string): CheckedRows {
  const rows: (readonly string[])[] = [];
  const faults: string[] = [];
  let firstLine = 0;
  for (const row of body) {
    const fault = faultOf(row, width);
    if (fault === null) rows.push(row.cells.slice(0, width));
    else {
      if (faults.length === 0) firstLine = row.line;
      faults.push(`line ${row.line.toLocaleString('en-US')} ${fault}`);
    }
  }
  const many = faults.length > Math.max(1, refusedShare * body.length);
  if (many || (faults.length > 0 && rows.length === 0)) {
    throw new PersonaeError({
      code: 'row.ragged',
      message: `${fileName}: ${faults.slice(0, 3).join('; ')}; ${countText(faults.length)} of the first ${countText(body.length)} rows do not fit.`,
      hint: 'Remove titles above the table, or choose another delimiter or quote.',
      details: { line: firstLine },
    });
  }
  const shown = faults.slice(0, 3).join('; ');
  const warnings =
    faults.length === 0
      ? []
      : [
          `${countText(faults.length)} of the first ${countText(body.length)} rows do not fit and are left out: ${shown}.`,
        ];
  return { rows, warnings };
}
