// How DuckDB reads delimited text: every option spelled out, every column as text. Only the kind of
// line end is left to DuckDB: told `\r\n` it reads nothing, or never ends (1.5.5).
import { fileLiteral, literal } from '../../duckdb/sql-text.ts';
import { rowLimit } from './row-reader.ts';

export interface CsvForm {
  readonly delimiter: string;
  readonly quote: string;
  readonly header: boolean;
  /** Lines before the header or the first row. */
  readonly skippedLines: number;
  readonly packed: boolean;
  readonly columnNames: readonly string[];
}

/** Tables of the connection in which DuckDB notes the rows it left out. */
export const rejectsTable = 'personae_rejected_rows';
export const rejectScansTable = 'personae_rejected_scans';

/**
 * A relation of text columns over files of one form. An empty cell is NULL; the texts `NA` and
 * `null` stay texts. Rows that do not fit are left out and noted in `rejectsTable`.
 */
export function delimitedScanSql(paths: readonly string[], form: CsvForm): string {
  const columns = form.columnNames.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const options = [
    `columns = {${columns}}`,
    'auto_detect = false',
    `delim = ${literal(form.delimiter)}`,
    `quote = ${literal(form.quote)}`,
    `escape = ${literal(form.quote)}`,
    `header = ${form.header}`,
    `skip = ${form.skippedLines}`,
    "nullstr = ''",
    "encoding = 'utf-8'",
    `compression = ${literal(form.packed ? 'gzip' : 'none')}`,
    `max_line_size = ${rowLimit}`,
    'strict_mode = true',
    'store_rejects = true',
    'rejects_limit = 0',
    `rejects_table = ${literal(rejectsTable)}`,
    `rejects_scan = ${literal(rejectScansTable)}`,
  ];
  const files = paths.map(fileLiteral).join(', ');
  return `read_csv([${files}], ${options.join(', ')})`;
}
