// Further columns of the source that settings refer to: `extra_0`, `extra_1` ... of `event`, as numbers
// where the source, the person or a sample says so, else as text.
import { PersonaeError } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import { hasLeadingZero, isBeyondDouble, readNumber } from '../sources/number-text.ts';
import type { Decimal } from '../sources/number-text.ts';
import type { SampleValue, SourceSample } from '../sources/source-sample.ts';

export interface ExtraColumn {
  /** In `event`. */
  readonly name: string;
  /** In the source. */
  readonly column: string;
  readonly type: 'number' | 'text';
}

/** The name in `event` of the further column at a place of `mapping.extra`. */
export function extraColumnName(place: number): string {
  return `extra_${place}`;
}

/** True for names that `extraColumnName` gives. */
export function isExtraColumn(name: string): boolean {
  return /^extra_\d+$/.test(name);
}

/**
 * @param isNumberInSource whether the source itself says that a column holds numbers; null where it
 *   says nothing
 * @throws PersonaeError `mapping.incomplete` for a column of the details: an event may have many
 */
export function extraColumns(
  mapping: Mapping,
  sample: SourceSample,
  isNumberInSource: (column: string) => boolean | null,
): ExtraColumn[] {
  return mapping.extra.map(({ column, from }, place) => {
    if (from === 'detail') {
      throw new PersonaeError({
        code: 'mapping.incomplete',
        message: `The further column ${column} cannot come from the detail table: an event may have many details.`,
        hint: 'Choose a column of the events.',
      });
    }
    const number =
      isNumberByHand(mapping, column) ?? isNumberInSource(column) ?? holdsNumbers(sample, column);
    return { name: extraColumnName(place), column, type: number ? 'number' : 'text' };
  });
}

function isNumberByHand({ types }: Mapping, column: string): boolean | null {
  const type = types[column];
  return type === undefined ? null : type === 'number' || type === 'integer';
}

/** Whether the sample has values and each of them is a number; 0012 is a name. */
function holdsNumbers({ columns, firstRows, spreadRows, decimal }: SourceSample, column: string) {
  const index = columns.findIndex(({ name }) => name.toLowerCase() === column.toLowerCase());
  const cells = [...firstRows, ...spreadRows].map((row) => row[index] ?? null);
  const present = cells.filter((cell) => cell !== null && String(cell).trim() !== '');
  return present.length > 0 && present.every((cell) => isNumber(cell, decimal));
}

function isNumber(cell: SampleValue, decimal: Decimal): boolean {
  if (typeof cell === 'number' || typeof cell === 'bigint') return true;
  if (typeof cell !== 'string') return false;
  const read = readNumber(cell, decimal);
  const isName = hasLeadingZero(cell) || isBeyondDouble(cell);
  return read !== null && Number.isFinite(read.value) && !isName;
}
