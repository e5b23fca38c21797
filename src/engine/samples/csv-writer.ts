// Writes the lines of a CSV file in pieces, so that a large file takes no memory.
import { closeSync, openSync, writeSync } from 'node:fs';

const pieceLength = 1 << 18;

export interface CsvWriter {
  /** The cells need no quotes: they are numbers, dates and plain words. */
  readonly add: (...cells: (string | number)[]) => void;
}

/** Opens the file, lets `write` add lines, and closes it whatever happens. */
export function writeCsv(file: string, write: (csv: CsvWriter) => void): void {
  const descriptor = openSync(file, 'w');
  let piece = '';
  const flush = () => {
    const bytes = Buffer.from(piece);
    piece = '';
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
  };
  try {
    write({
      add(...cells) {
        piece += cells.join(',') + '\n';
        if (piece.length >= pieceLength) flush();
      },
    });
    flush();
  } finally {
    closeSync(descriptor);
  }
}
