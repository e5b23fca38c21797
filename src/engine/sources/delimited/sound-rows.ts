// Lets only the rows through that have the columns of the file, and keeps account of the others.
import { basename } from 'node:path';
import type { RejectedRows } from '../scan.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { plainDialect } from './plain-lines.ts';
import { faultOf, rowTooLong } from './row-faults.ts';
import { isBlank, RowReader, type TextRow } from './row-reader.ts';

const exampleCount = 10;

export class SoundRows {
  readonly #reader: RowReader;
  readonly #width: number;
  readonly #fileName: string;
  readonly #examples: string[] = [];
  #count = 0;
  #headerPending: boolean;

  constructor({ path, dialect, columnNames, header }: InspectedDelimited) {
    this.#reader = new RowReader(plainDialect(dialect));
    this.#width = columnNames.length;
    this.#fileName = basename(path);
    this.#headerPending = header;
  }

  /** The rows of the text that fit, as they stand; `last` where nothing follows. */
  push(text: string, last: boolean): string {
    let sound = '';
    for (const row of this.#reader.push(text)) sound += this.#keep(row);
    if (last) for (const row of this.#reader.end()) sound += this.#keep(row);
    return sound;
  }

  get rejected(): RejectedRows {
    return { count: this.#count, examples: [...this.#examples] };
  }

  #keep(row: TextRow): string {
    if (row.fault === 'too-long') throw rowTooLong(this.#fileName, row.line);
    const blank = isBlank(row);
    // A header may be shorter than the rows, and blank lines before it are skipped by number.
    if (blank || this.#headerPending) {
      this.#headerPending &&= blank;
      return row.text;
    }
    const fault = faultOf(row, this.#width);
    if (fault === null) return row.text;
    this.#count += 1;
    if (this.#examples.length < exampleCount) {
      const line = row.line.toLocaleString('en-US');
      this.#examples.push(`${this.#fileName}, line ${line}: ${fault}`);
    }
    return '';
  }
}
