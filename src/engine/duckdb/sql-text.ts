// Names and values written into SQL text, for DuckDB and SQLite alike.

/** A quoted name; anything may stand in it, also quotes and semicolons. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A literal. Not-finite numbers have no literal; they become NULL. */
export function literal(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return Number.isFinite(value) ? String(value) : 'NULL';
}

/** The path of one file as a literal. DuckDB takes paths for patterns: `*`, `?` and `[` are escaped. */
export function fileLiteral(path: string): string {
  return literal(path.replaceAll(/[*?[]/g, (character) => `[${character}]`));
}
