// The parameters that a query names, and what is bound to them.
import type { SqlParameter } from '#shared/recipe/source';

/** Strings, quoted names and comments, where a colon means nothing. */
const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[^]*?(?:\*\/|$)/g;

/** Names behind `:`, `@` or `$`, in the order of their first use. */
export function parameterNames(sql: string): string[] {
  const bare = sql.replaceAll(quoted, ' ');
  const names = [...bare.matchAll(/(?<![:@$\w])[:@$]([A-Za-z_]\w*)/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(names)];
}

export type ParameterKind = 'text' | 'number' | 'missing';

export function kindOf(value: SqlParameter): ParameterKind {
  if (value === null) return 'missing';
  return typeof value === 'number' ? 'number' : 'text';
}

/** Exactly the parameters that the query names; a new one is an empty text. */
export function boundFor(
  sql: string,
  parameters: Readonly<Record<string, SqlParameter>>,
): Record<string, SqlParameter> {
  return Object.fromEntries(
    parameterNames(sql).map((name) => [name, name in parameters ? (parameters[name] ?? null) : '']),
  );
}
