// Refuses signs that a recipe may name and that cannot cut text into cells.
import { PersonaeError } from '#shared/errors';
import type { DelimitedOptions } from '#shared/recipe/source';

function refused(message: string, hint: string): PersonaeError {
  return new PersonaeError({ code: 'recipe.invalid', message, hint });
}

/** @throws PersonaeError `recipe.invalid` */
export function checkDialect(
  { delimiter, quote }: Pick<DelimitedOptions, 'delimiter' | 'quote'>,
  fileName: string,
): void {
  if (delimiter !== undefined && /^[\r\n\0]$/.test(delimiter)) {
    throw refused(
      `${fileName}: a line end or a zero character cannot be the delimiter.`,
      'Choose the sign that stands between two cells.',
    );
  }
  // Of one byte: DuckDB takes no other.
  if (quote !== undefined && /[^\x20-\x7e]/.test(quote)) {
    throw refused(
      `${fileName}: ${JSON.stringify(quote)} cannot be the quote.`,
      'Choose " or \', or leave the quote empty where quotes mean nothing.',
    );
  }
  if (delimiter !== undefined && delimiter === quote) {
    throw refused(
      `${fileName}: ${delimiter} is to be the delimiter and the quote as well.`,
      'Choose two different signs.',
    );
  }
}
