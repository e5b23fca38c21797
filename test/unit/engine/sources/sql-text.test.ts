// Names and values in SQL text cannot break out of their quotes.
import { describe, expect, it } from 'vitest';
import { fileLiteral, identifier, literal } from '#engine/duckdb/sql-text';

describe('SQL text', () => {
  it('quotes names', () => {
    expect(identifier('plain')).toBe('"plain"');
    expect(identifier('a"; DROP TABLE x; --')).toBe('"a""; DROP TABLE x; --"');
  });

  it('quotes values', () => {
    expect(literal("O'Brien")).toBe("'O''Brien'");
    expect([literal(1.5), literal(true), literal(null), literal(Infinity)]).toEqual([
      '1.5',
      'TRUE',
      'NULL',
      'NULL',
    ]);
  });

  it('escapes what DuckDB takes for a pattern in a path', () => {
    expect(fileLiteral('/data/what?[1]*.csv')).toBe("'/data/what[?][[]1][*].csv'");
  });
});
