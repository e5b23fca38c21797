// Column names are made different from each other, and every change is told.
import { describe, expect, it } from 'vitest';
import { uniqueColumnNames } from '#engine/sources/delimited/column-names';

describe('uniqueColumnNames', () => {
  it('leaves good names alone', () => {
    const names = ['select', 'a"b', "'; DROP TABLE x; --", '日本', '🎉', 'שם'];
    expect(uniqueColumnNames(names)).toEqual({ names, changes: [] });
  });

  it('counts up names that differ only in the case of letters', () => {
    const { names, changes } = uniqueColumnNames(['a', 'A', 'a', 'b']);
    expect(names).toEqual(['a', 'A_2', 'a_3', 'b']);
    expect(changes).toHaveLength(2);
    expect(changes[0]).toContain('column 2 is called A_2');
  });

  it('does not take a name that stands further on', () => {
    expect(uniqueColumnNames(['a', 'a', 'a_2']).names).toEqual(['a', 'a_3', 'a_2']);
  });

  it('names empty cells by their place and trims the others', () => {
    const { names } = uniqueColumnNames([' id ', '', 'two\nlines']);
    expect(names).toEqual(['id', 'column_2', 'two lines']);
  });
});
