// Delimiters, quotes and encodings in words.
import type { DelimitedOptions } from '#shared/recipe/source';

export const delimiters = [
  { value: ',', label: 'Comma  ,' },
  { value: ';', label: 'Semicolon  ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar  |' },
  { value: 'whitespace', label: 'Blanks, one or more' },
] as const;

export const quotes = [
  { value: '"', label: 'Double quote  "' },
  { value: "'", label: "Single quote  '" },
  { value: '', label: 'None' },
] as const;

export const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16', label: 'UTF-16' },
  { value: 'latin-1', label: 'Latin-1 (Western Europe)' },
] as const;

export const decimals = [
  { value: '.', label: 'Point: 1.5' },
  { value: ',', label: 'Comma: 1,5' },
] as const;

const labelIn = (list: readonly { value: string; label: string }[], value: string | undefined) =>
  list.find((entry) => entry.value === value)?.label.split('  ')[0] ?? value;

/** "Comma, header, UTF-8": what is set, in a line. */
export function optionsInWords(options: DelimitedOptions): string {
  return [
    labelIn(delimiters, options.delimiter)?.toLowerCase(),
    options.header === undefined ? undefined : options.header ? 'header' : 'no header',
    labelIn(encodings, options.encoding),
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}
