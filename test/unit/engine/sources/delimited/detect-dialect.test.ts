// Delimiter and quote are found out from the text alone.
import { describe, expect, it } from 'vitest';
import { detectDialect } from '#engine/sources/delimited/detect-dialect';

const cases: [string, string, string, string][] = [
  ['commas', 'id,amount\n1,2.5\n2,3.5\n', ',', '"'],
  ['semicolons with decimal commas', 'id;amount\n1;2,5\n2;3,5\n', ';', '"'],
  ['decimal commas in every cell', '1,5;2,5\n3,5;4,5\n2,0;1,0\n', ';', '"'],
  ['tabs with commas in the text', 'id\ttext\n1\tone, two\n2\tthree\n', '\t', '"'],
  ['bars', 'a|b\n1|x\n2|y\n', '|', '"'],
  ['colons', 'root:x:0\nbin:y:1\nsys:z:2\n', ':', '"'],
  ['moments, whose colons cut nothing', 't\n2015-05-20 10:05:00\n2015-05-21 10:06:00\n', ',', '"'],
  [
    'runs of blanks',
    ' 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n',
    'whitespace',
    '"',
  ],
  ['sentences', 'comment\nThis is fine\nNot so good at all\nOk\n', ',', '"'],
  ['names of people', 'name\nJohn Smith\nMary Jones\n', ',', '"'],
  ['quoted delimiters', 'a,b\n"x; y; z",1\n"u; v; w",2\n', ',', '"'],
  ['single quotes', "a,b,c\n'x, y',1,2\n'z, w',3,4\n'p, q',5,6\n", ',', "'"],
  ['apostrophes', "name,n\nO'Brien,1\nD'Arcy,2\n", ',', '"'],
  ['a quote that is never closed', 'a,b\n1,"x\n2,y\n3,z\n', ',', ''],
  ['one column', 'id\n1\n2\n3\n', ',', '"'],
];

describe('detectDialect', () => {
  it.each(cases)('%s', (_, text, delimiter, quote) => {
    expect(detectDialect(text, true, {})).toEqual({ delimiter, quote });
  });

  it('keeps what the recipe fixes', () => {
    expect(detectDialect('a,b\n1,2\n', true, { delimiter: ';', quote: "'" })).toEqual({
      delimiter: ';',
      quote: "'",
    });
  });
});
