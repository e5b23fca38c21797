// Reads a number as people type it: "1,234.5", "1 234,5", "0,5", "-3e4", "12 %".

/** The number, or null where the text is none. A lone comma without three digits after is decimal. */
export function parseNumber(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f%]/g, '').replace('−', '-');
  if (bare === '') return null;
  const value = Number(withPoint(bare));
  return Number.isFinite(value) ? value : null;
}

function withPoint(text: string): string {
  const isGrouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text);
  if (isGrouped) return text.replaceAll(',', '');
  const isGroupedByPoints = /^[+-]?\d{1,3}(\.\d{3})+,\d*$/.test(text);
  if (isGroupedByPoints) return text.replaceAll('.', '').replace(',', '.');
  return text.indexOf(',') === text.lastIndexOf(',') && !text.includes('.')
    ? text.replace(',', '.')
    : text;
}
