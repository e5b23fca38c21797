// An explain recipe with every column written out, and checked: names that exist once, tables that
// are there.
import { PersonaeError } from '#shared/errors';
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import type { CustomerColumn } from '#shared/recipe/explain-settings';
import { suggestColumns } from './suggest-columns.ts';
import { reservedNames } from './table-names.ts';

/**
 * A recipe without columns takes all that are suggested for it, but never the label.
 *
 * @param recipe its files are paths
 * @throws PersonaeError `recipe.invalid`, and as reading a source does
 */
export async function completeRecipe(recipe: ExplainRecipe): Promise<ExplainRecipe> {
  const { explain } = recipe;
  requireTables(recipe);
  const columns = explain.columns.length > 0 ? explain.columns : await allColumns(recipe);
  requireColumns(
    columns,
    explain.tables.map(({ name }) => name),
  );
  if (!columns.some(({ role }) => role === 'feature')) {
    throw invalid('The recipe has no feature.', 'Give at least one column the role feature.');
  }
  return { ...recipe, explain: { ...explain, columns } };
}

async function allColumns({ source, explain }: ExplainRecipe): Promise<CustomerColumn[]> {
  const { person, label } = explain;
  const tables = explain.tables.map(({ name, source: from, key, identity }) => ({
    name,
    source: from,
    key,
    identity,
  }));
  const { tables: found } = await suggestColumns({ source, person, tables });
  const isLabel = ({ table, column }: CustomerColumn): boolean =>
    label.kind === 'column' &&
    label.table === table &&
    label.column.toLowerCase() === column.toLowerCase();
  return found
    .flatMap(({ columns }) => columns.map(({ suggested }) => suggested))
    .filter((column) => column.role === 'feature' && !isLabel(column));
}

function requireTables({ explain: { tables, label } }: ExplainRecipe): void {
  const names = new Set<string>();
  for (const { name } of tables) {
    if (names.has(name)) throw invalid(`Two tables are called ${name}.`, 'Rename one of them.');
    names.add(name);
  }
  if (label.kind === 'column' && label.table !== null && !names.has(label.table)) {
    throw invalid(
      `The label comes from the table ${label.table}, which is not in the recipe.`,
      'Add the table, or take the label from another one.',
    );
  }
}

function requireColumns(columns: readonly CustomerColumn[], tables: readonly string[]): void {
  const names = new Set<string>();
  for (const { name, table } of columns) {
    if (reservedNames.includes(name.toLowerCase())) {
      throw invalid(
        `A feature cannot be called ${name}: the joined table has such a column of its own.`,
        'Give it another name.',
      );
    }
    if (names.has(name.toLowerCase())) {
      throw invalid(`Two columns are called ${name}.`, 'Give one of them another name.');
    }
    names.add(name.toLowerCase());
    if (table !== null && !tables.includes(table)) {
      throw invalid(
        `The column ${name} belongs to the table ${table}, which is not in the recipe.`,
        'Add the table, or leave the column out.',
      );
    }
  }
}

function invalid(message: string, hint: string): PersonaeError {
  return new PersonaeError({ code: 'recipe.invalid', message, hint });
}
