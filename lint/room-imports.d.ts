import type { Rule } from 'eslint';

export function importFault(
  importer: string,
  specifier: string,
  typeOnly: boolean,
): string | undefined;
export const roomImports: Rule.RuleModule;
