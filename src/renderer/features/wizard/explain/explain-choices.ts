// Changes of the choices of workflow Explain, each a step of undo. What was never touched is its default.
import type { CustomerDraft } from '#shared/data/customer-columns';
import type { Draft } from '#shared/data/project';
import {
  explainSettingsSchema,
  type CustomerColumn,
  type ExplainSettings,
  type JoinedTable,
  type LabelChoice,
} from '#shared/recipe/explain-settings';
import type { AppState } from '../../../state/app-state.svelte.ts';

export type ExplainChoices = Omit<ExplainSettings, 'person' | 'label'> & {
  readonly person: string | null;
  readonly label: LabelChoice | null;
};

/** Person and label have no default: they stand in for what the draft does not say. */
const defaults = explainSettingsSchema.parse({
  person: 'person',
  label: { kind: 'run', runId: 'none' },
});

/** The choices as they stand, with the default of everything that was not chosen. */
export function choicesOf({ recipe: { explain } }: Pick<Draft, 'recipe'>): ExplainChoices {
  const given = Object.entries(explain ?? {}).filter(([, value]) => value !== undefined);
  return {
    ...defaults,
    person: null,
    label: null,
    // The entries of a draft whose undefined ones are left out.
    ...(Object.fromEntries(given) as Partial<ExplainSettings>),
  };
}

export function editChoices(
  app: AppState,
  label: string,
  change: Partial<ExplainSettings>,
  mergeKey?: string,
): void {
  app.project.edit(
    label,
    (draft) => {
      draft.recipe.explain = { ...draft.recipe.explain, ...change };
    },
    mergeKey,
  );
}

/** Changes some columns, by their names. */
export function editColumns(
  app: AppState,
  label: string,
  names: readonly string[],
  change: (column: CustomerColumn) => CustomerColumn,
  mergeKey?: string,
): void {
  const { columns } = choicesOf(app.project.draft);
  const next = columns.map((column) => (names.includes(column.name) ? change(column) : column));
  editChoices(app, label, { columns: next }, mergeKey);
}

export function editTable(
  app: AppState,
  name: string,
  change: Partial<JoinedTable>,
  label = 'change of a table',
): void {
  const { tables } = choicesOf(app.project.draft);
  const next = tables.map((table) => (table.name === name ? { ...table, ...change } : table));
  editChoices(app, label, { tables: next });
}

/** A table gets another name; its columns and the label follow. */
export function renameTable(app: AppState, before: string, after: string): void {
  const { tables, columns, label } = choicesOf(app.project.draft);
  if (after === '' || tables.some(({ name }) => name === after)) return;
  editChoices(app, 'name of a table', {
    tables: tables.map((table) => (table.name === before ? { ...table, name: after } : table)),
    columns: columns.map((column) =>
      column.table === before ? { ...column, table: after } : column,
    ),
    ...(label?.kind === 'column' && label.table === before
      ? { label: { ...label, table: after } }
      : {}),
  });
}

/** A table goes, and its columns with it. */
export function removeTable(app: AppState, name: string): void {
  app.project.edit('removal of a table', (draft) => {
    const { tables, columns, label } = choicesOf(draft);
    draft.recipe.explain = {
      ...draft.recipe.explain,
      tables: tables.filter((table) => table.name !== name),
      columns: columns.filter((column) => column.table !== name),
    };
    if (label?.kind === 'column' && label.table === name) delete draft.recipe.explain.label;
  });
}

/** What is asked of the engine about the columns of all tables; null without data. */
export function customerDraftOf(draft: Pick<Draft, 'recipe'>): CustomerDraft | null {
  const { source } = draft.recipe;
  if (!source) return null;
  const { person, tables } = choicesOf(draft);
  return {
    source,
    person,
    tables: tables.map(({ name, source: from, key, identity }) => ({
      name,
      source: from,
      key,
      identity,
    })),
  };
}
