// Delimited text is cut into rows and cells, with the line every row begins on.
import { describe, expect, it } from 'vitest';
import {
  firstTextRows,
  rowLimit,
  RowReader,
  type Dialect,
} from '#engine/sources/delimited/row-reader';

const comma: Dialect = { delimiter: ',', quote: '"' };
const blanks: Dialect = { delimiter: 'whitespace', quote: '"' };

function cells(text: string, dialect = comma): (readonly string[])[] {
  return firstTextRows(text, dialect, 100, true).map((row) => row.cells as string[]);
}

describe('RowReader', () => {
  it('cuts at delimiters and at every kind of line end', () => {
    expect(cells('a,b\r\n1,2\n3,4\r5,')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', ''],
    ]);
  });

  it('keeps delimiters, line ends and doubled quotes inside quotes', () => {
    expect(cells('"a,b","x\r\ny","say ""hi"""\n')).toEqual([['a,b', 'x\r\ny', 'say "hi"']]);
  });

  it('takes a quote inside an unquoted cell for a letter', () => {
    expect(cells('5" pipe,a "b" c\n')).toEqual([['5" pipe', 'a "b" c']]);
  });

  it('lets one blank stand before a quote, as DuckDB does, and any behind it', () => {
    expect(cells('a, "b, c"  \nd,  "e"\n')).toEqual([
      ['a', 'b, c'],
      ['d', '  "e"'],
    ]);
  });

  it('cuts at runs of blanks and leaves out those around a line', () => {
    expect(cells(' 00004 0001  19970101\t2   29.33 \n"a b" 1\n', blanks)).toEqual([
      ['00004', '0001', '19970101', '2', '29.33'],
      ['a b', '1'],
    ]);
  });

  it('names lines from 1, counting those inside quotes', () => {
    const rows = firstTextRows('a,b\n"x\ny",1\r\n\r\n2,3', comma, 100, true);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 4, 5]);
  });

  it('marks a quote that is never closed and text behind a closing quote', () => {
    const rows = firstTextRows('"x"y,1\n2,3\n"never', comma, 100, true);
    expect(rows.map(({ fault }) => fault)).toEqual(['text-after-quote', null, 'unclosed-quote']);
  });

  it('marks a row beyond the limit without keeping more of it', () => {
    const reader = new RowReader(comma);
    expect(
      [...reader.push(`a,b\n1,${'x'.repeat(rowLimit)}`)].map(({ fault, line }) => [fault, line]),
    ).toEqual([
      [null, 1],
      ['too-long', 2],
    ]);
  });

  it('gives the same rows however the text is cut into pieces', () => {
    const text = 'a,b\r\n"x\r\n""y""",2\r\n\r\n3, "4"\r5,6\r\n';
    const whole = firstTextRows(text, comma, 100, true);
    for (let size = 1; size < text.length; size += 1) {
      const reader = new RowReader(comma);
      const rows = [];
      for (let at = 0; at < text.length; at += size)
        rows.push(...reader.push(text.slice(at, at + size)));
      rows.push(...reader.end());
      expect(rows).toEqual(whole);
    }
  });
});
