// A further table comes into the draft, with the key that its values suggest.
import type { CustomerColumns } from '#shared/data/customer-columns';
import { PersonaeError } from '#shared/errors';
import type { Source } from '#shared/recipe/source';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { choicesOf, customerDraftOf, editChoices, editTable } from './explain-choices.ts';

/** "web-events.csv" becomes "web-events"; a second one "web-events 2". */
export function tableNameFor(wanted: string, taken: readonly string[]): string {
  const bare = wanted.replace(/\.[a-z0-9]{1,8}$/i, '').slice(0, 56) || 'table';
  if (!taken.includes(bare)) return bare;
  let number = 2;
  while (taken.includes(`${bare} ${number}`)) number += 1;
  return `${bare} ${number}`;
}

/** Joins another table; `fileName` gives it its name where it is no table of a database. */
export async function addTable(app: AppState, source: Source, fileName: string): Promise<void> {
  const draft = customerDraftOf(app.project.draft);
  if (!draft) return;
  const { tables } = choicesOf(app.project.draft);
  const wanted = source.kind === 'sqlite' && 'table' in source.from ? source.from.table : fileName;
  const name = tableNameFor(
    wanted,
    tables.map((table) => table.name),
  );
  const described = await ask(app, {
    ...draft,
    tables: [...draft.tables, { name, source, key: null, identity: null }],
  });
  const found = described.tables.find((table) => table.name === name);
  const key = found?.suggestedKey?.column ?? found?.columns[0]?.name;
  if (key === undefined) throw withoutColumns(fileName);
  const added = { name, source, key, identity: null };
  editChoices(app, 'addition of a table', { tables: [...tables, added] });
}

/** Links a table's keys with persons by a table that knows both. */
export async function addIdentity(
  app: AppState,
  name: string,
  source: Source,
  fileName: string,
): Promise<void> {
  const draft = customerDraftOf(app.project.draft);
  if (!draft) return;
  const identity = { source, personColumn: null, keyColumn: null };
  const described = await ask(app, {
    ...draft,
    tables: draft.tables.map((table) =>
      table.name === name ? { ...table, key: null, identity } : table,
    ),
  });
  const found = described.tables.find((table) => table.name === name);
  const [first, second] = found?.identity?.columns ?? [];
  if (!found || !first || !second) throw withoutColumns(fileName);
  const personColumn = found.identity?.suggestedPerson?.column ?? first.name;
  const keyColumn = found.identity?.suggestedKey?.column ?? second.name;
  const { tables } = choicesOf(app.project.draft);
  const key = found.suggestedKey?.column ?? tables.find((table) => table.name === name)?.key;
  editTable(
    app,
    name,
    { ...(key === undefined ? {} : { key }), identity: { source, personColumn, keyColumn } },
    'identity map',
  );
}

const ask = (
  app: AppState,
  draft: NonNullable<ReturnType<typeof customerDraftOf>>,
): Promise<CustomerColumns> => app.engine.call('tables.columns', draft);

function withoutColumns(fileName: string): PersonaeError {
  return new PersonaeError({
    code: 'column.missing',
    message: `${fileName} has too few columns to be joined.`,
    hint: 'Choose a table with a column that names the person, or whose identifiers a map links.',
  });
}
