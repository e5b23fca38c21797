// Everything that is known of a delimited file from its head and a few blocks further on: how it is
// cut into cells, its columns, and sampled rows.
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { DelimitedOptions } from '#shared/recipe/source';
import { detectDecimal, type Decimal } from '../number-text.ts';
import { sampledRowLimit } from '../source-sample.ts';
import { checkDialect } from './check-dialect.ts';
import { copyReasons } from './copy-reasons.ts';
import { decodeHead, type DecodedHead } from './decode-head.ts';
import { detectDialect } from './detect-dialect.ts';
import type { Encoding } from './detect-encoding.ts';
import { detectHeader } from './detect-header.ts';
import { estimateRowCount } from './estimate-row-count.ts';
import { checkWidth, columnNames, usualWidth, widthUnderHeader } from './name-columns.ts';
import { readHead, wholeHeadBytes } from './read-head.ts';
import { firstTextRows, isBlank, type Dialect, type TextRow } from './row-reader.ts';
import { checkRows, rowTooLong } from './row-faults.ts';
import { noSpreadRows, sampleSpreadRows } from './spread-rows.ts';

export interface InspectedDelimited {
  readonly path: string;
  readonly sizeBytes: number;
  readonly packed: boolean;
  readonly encoding: Encoding;
  /** The label TextDecoder knows the encoding by. */
  readonly decoderLabel: string;
  readonly dialect: Dialect;
  readonly header: boolean;
  /** Blank lines before the header or the first row. */
  readonly skippedLines: number;
  readonly decimal: Decimal;
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly columnNames: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly spreadRows: readonly (readonly string[])[];
  readonly rowCount: number | null;
  readonly rowCountExact: boolean;
  /** Rows that do not fit have been seen: a run has to leave them out. */
  readonly hasFaultyRows: boolean;
  /** Why DuckDB cannot read the file as it stands; empty where it can. */
  readonly copyReasons: readonly string[];
  readonly warnings: readonly string[];
}

const firstRowLimit = 1000;
const laterRowLimit = 800;
/** A file that is wholly in its head is read through, so that its rows are counted. */
const completeRowLimit = 200_000;

function nothingInside(fileName: string): PersonaeError {
  return new PersonaeError({
    code: 'file.empty',
    message: `${fileName} holds nothing but blank lines.`,
    hint: 'Export the data again; the last export may have failed.',
  });
}

function detectLineEnd(text: string): InspectedDelimited['lineEnd'] {
  const first = /\r\n|\n|\r/.exec(text)?.[0];
  return first === '\r\n' || first === '\r' ? first : '\n';
}

interface Parsed {
  readonly dialect: Dialect;
  /** The rows of the head up to a limit, blank ones left out where there are several columns. */
  readonly rows: readonly TextRow[];
  /** How much of the head's text they take. */
  readonly readCharacters: number;
}

function parseHead(head: DecodedHead, options: DelimitedOptions, fileName: string): Parsed {
  const dialect = detectDialect(head.text, head.complete, {
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
    ...(options.quote === undefined ? {} : { quote: options.quote }),
  });
  const probe = firstTextRows(head.text, dialect, 50, head.complete);
  const limit = head.complete
    ? completeRowLimit
    : 1 + sampledRowLimit(usualWidth(probe), firstRowLimit);
  const all = firstTextRows(head.text, dialect, limit + 1, head.complete);
  const tooLong = all.find(({ fault }) => fault === 'too-long');
  if (tooLong !== undefined) throw rowTooLong(fileName, tooLong.line);
  const rows = all.slice(0, limit);
  const width = usualWidth(rows.filter((row) => !isBlank(row)));
  return {
    dialect,
    rows: width > 1 ? rows.filter((row) => !isBlank(row)) : trimBlankStart(rows),
    readCharacters: all[limit]?.offset ?? head.text.length,
  };
}

function quoteWarning({ quote }: Dialect, options: DelimitedOptions): string[] {
  if (quote !== '' || options.quote !== undefined) return [];
  return ['A quote is opened and never closed, so quotes are read as plain text.'];
}

type Rows = readonly (readonly string[])[];

/** The first rows as they stand, and from the others so many, evenly spaced. */
function firstAndLater(rows: Rows, width: number): { first: Rows; later: Rows } {
  const firstCount = sampledRowLimit(width, firstRowLimit);
  const others = rows.slice(firstCount);
  const step = Math.max(1, others.length / sampledRowLimit(width, laterRowLimit));
  const later: (readonly string[])[] = [];
  for (let at = 0; at < others.length; at += step) later.push(others[Math.floor(at)] ?? []);
  return { first: rows.slice(0, firstCount), later };
}

function trimBlankStart(rows: readonly TextRow[]): readonly TextRow[] {
  const first = rows.findIndex((row) => !isBlank(row));
  return first <= 0 ? rows : rows.slice(first);
}

/**
 * @param options what the recipe fixes; the rest is found out.
 * @param headBytes how much of the beginning is looked at; with less than the whole head nothing
 * further on is looked at either.
 * @throws PersonaeError `recipe.invalid`, `file.*`, `row.ragged`, `row.too-long`, `column.too-many`,
 * `column.missing`, `table.empty`.
 */
export async function inspectDelimited(
  path: string,
  options: DelimitedOptions,
  headBytes = wholeHeadBytes,
): Promise<InspectedDelimited> {
  const fileName = basename(path);
  checkDialect(options, fileName);
  const head = decodeHead(await readHead(path, headBytes), fileName, options.encoding);
  if (!head.complete && headBytes < wholeHeadBytes && !/[\r\n]./.test(head.text)) {
    return inspectDelimited(path, options);
  }
  const { dialect, rows, readCharacters } = parseHead(head, options, fileName);
  if (rows.every(({ cells }) => cells.length === 1 && cells[0]?.trim() === '')) {
    throw nothingInside(fileName);
  }
  const sound = rows.filter(({ fault }) => fault === null);
  const header = options.header ?? detectHeader(sound.map(({ cells }) => cells));
  const body = header ? rows.slice(1) : rows;
  const soundBody = body.filter(({ fault }) => fault === null);
  const usual = usualWidth(soundBody.length > 0 ? soundBody : rows);
  const width = header ? widthUnderHeader(rows[0], soundBody, usual) : usual;
  checkWidth(width, fileName);
  const { names, warnings } = columnNames(header ? rows[0] : undefined, width, options, fileName);
  checkWidth(names.length, fileName);
  const checked = checkRows(body, names.length, fileName);
  const spread =
    headBytes < wholeHeadBytes
      ? noSpreadRows
      : await sampleSpreadRows(path, head, dialect, names.length);
  const { first, later } = firstAndLater(checked.rows, names.length);
  const spreadRows = [...later, ...spread.rows];
  const cells = [...first, ...spreadRows].flat();
  return {
    path,
    sizeBytes: head.sizeBytes,
    packed: head.packed,
    encoding: head.encoding,
    decoderLabel: head.label,
    dialect,
    header,
    skippedLines: (rows[0]?.line ?? 1) - 1,
    decimal: options.decimal ?? detectDecimal(cells),
    lineEnd: detectLineEnd(head.text),
    columnNames: names,
    rows: first,
    spreadRows,
    ...estimateRowCount(head, spread.texts, checked.rows.length, readCharacters),
    hasFaultyRows: checked.rows.length < body.length,
    copyReasons: copyReasons(head, dialect, spread),
    warnings: [
      ...head.warnings,
      ...quoteWarning(dialect, options),
      ...warnings,
      ...checked.warnings,
      ...spread.warnings,
    ],
  };
}
