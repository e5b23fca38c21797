// DuckDB's messages become codes of ours, with the file and the line.
import { describe, expect, it } from 'vitest';
import { duckDbError } from '#engine/duckdb/duckdb-error';

const cases: [string, string][] = [
  ['IO Error: Could not write file "x": No space left on device', 'disk.full'],
  ['Out of Memory Error: failed to offload data block (max_temp_directory_size)', 'disk.full'],
  ['Out of Memory Error: could not allocate block of size 256 KiB', 'memory.full'],
  ['INTERRUPT Error: Interrupted!', 'job.cancelled'],
  ['IO Error: Cannot open file "/x": Permission denied', 'file.unreadable'],
  ['IO Error: No files found that match the pattern "/x"', 'file.missing'],
  ['IO Error: Could not set lock on file "/x": Conflicting lock is held', 'file.locked'],
  ["Invalid Input Error: No magic bytes found at end of file '/x'", 'file.damaged'],
  ['IO Error: Could not read enough bytes from file "/x": attempted to read 1', 'file.damaged'],
  ['Invalid Error: invalid TType', 'file.damaged'],
  ['Binder Error: column nope not found', 'internal'],
];

describe('duckDbError', () => {
  it.each(cases)('%s', (message, code) => {
    expect(duckDbError(new Error(message), '/data/orders.csv').code).toBe(code);
  });

  it('does not say where a file lies', () => {
    const error = duckDbError(
      new Error('Odd Error: in "/home/ann/data/a.csv"'),
      '/home/ann/data/a.csv',
    );
    expect(error.message).toBe('a.csv: Odd Error: in "a.csv"');
  });

  it('names the file and the line of a faulty row', () => {
    const message =
      'Invalid Input Error: CSV Error on Line: 17\nOriginal Line: 1,2\nExpected Number of Columns: 3 Found: 2\n\n  file = /data/orders.csv\n';
    const error = duckDbError(new Error(message));
    expect(error.code).toBe('row.ragged');
    expect(error.message).toContain('orders.csv, line 17,');
  });
});
