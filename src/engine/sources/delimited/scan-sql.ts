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

/**
 * A relation of text columns over files of one form. An empty cell is NULL; the texts `NA` and
 * `null` stay texts. A row that does not fit ends the query. (DuckDB's own ways of leaving such rows
 * out are no use: with several of them on a boundary of its blocks it drops the rest of the file
 * without a word, 1.5.5.)
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
    // A folder named like dt=2024 would add a column.
    'hive_partitioning = false',
  ];
  const files = paths.map(fileLiteral).join(', ');
  return `read_csv([${files}], ${options.join(', ')})`;
}
