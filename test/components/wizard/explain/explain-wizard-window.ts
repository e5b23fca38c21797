// A window of a project of workflow Explain on a scripted engine, at one step of the wizard.
import { render } from '@testing-library/svelte';
import { stepPages } from '../../../../src/renderer/pages.ts';
import { appKey } from '../../../../src/renderer/state/app-context.ts';
import type { StepName } from '../../../../src/renderer/state/places.ts';
import type {
  CustomerColumns,
  CustomerDraft,
  CustomerTableColumns,
} from '../../../../src/shared/data/customer-columns.ts';
import type {
  ColumnDescription,
  SourceDescription,
} from '../../../../src/shared/data/description.ts';
import { draftSchema, type ProjectSummary } from '../../../../src/shared/data/project.ts';
import { customerColumnSchema } from '../../../../src/shared/recipe/explain-settings.ts';
import { settle, type EngineAnswers } from '../../support/fake-engine.ts';
import { makeProjectWindow, type FakeWindow } from '../../support/fake-host.ts';
import { column } from '../support/wizard-window.ts';

export const crm = { kind: 'delimited', file: 'crm', options: {} } as const;
export const web = { kind: 'delimited', file: 'web', options: {} } as const;

const descriptionOf = (file: string, columns: ColumnDescription[]): SourceDescription => ({
  fileName: `${file}.csv`,
  sizeBytes: 2000,
  kind: 'delimited',
  tables: [{ name: file, kind: 'file', rowCount: 400, rowCountExact: true, columns }],
  options: {},
  sampledRowCount: 400,
  preset: null,
  warnings: [],
  suggested: { kind: 'delimited', file, options: {} },
});

const columnsOf: Readonly<Record<string, ColumnDescription[]>> = {
  crm: [column('id'), column('age', 'integer'), column('segment'), column('since', 'time')],
  web: [column('visitor'), column('pages', 'integer'), column('at', 'time')],
  links: [column('customer'), column('cookie')],
};

function tableColumns(
  name: string | null,
  file: string,
  { key, linked }: { key: string | null; linked: boolean },
): CustomerTableColumns {
  const columns = columnsOf[file] ?? [];
  const keysRepeat = file === 'web';
  const [keyColumn] = columns;
  return {
    name,
    fileName: `${file}.csv`,
    rowCount: 400,
    rowCountExact: true,
    sampledRowCount: 400,
    suggestedKey:
      file === 'web' && !linked
        ? null
        : { column: keyColumn?.name ?? '', reason: `${keyColumn?.name ?? ''}: it fits.` },
    keysRepeat,
    identity: linked
      ? {
          columns: columnsOf['links'] ?? [],
          suggestedPerson: { column: 'customer', reason: 'customer: it fits.' },
          suggestedKey: { column: 'cookie', reason: 'cookie: it fits.' },
        }
      : null,
    columns: columns.map((each) => ({
      ...each,
      suggested: customerColumnSchema.parse({
        table: name,
        column: each.name,
        name: keysRepeat ? `${each.name} sum` : each.name,
        role: each.type === 'integer' ? 'feature' : 'ignored',
        aggregation: keysRepeat ? 'sum' : 'value',
      }),
      reason: `${each.name}: ${key === each.name ? 'the key' : 'by its values'}.`,
    })),
  };
}

function describeTables({ source, person, tables }: CustomerDraft): CustomerColumns {
  return {
    tables: [
      tableColumns(null, source.file, { key: person, linked: false }),
      ...tables.map((table) =>
        tableColumns(table.name, table.source.file, {
          key: table.key,
          linked: table.identity !== null,
        }),
      ),
    ],
    suggestedLabel: {
      table: null,
      column: 'segment',
      reason: 'segment: its name says a label.',
    },
  };
}

export const explainAnswers: EngineAnswers = {
  'source.describe': ({ file }) => descriptionOf(file, columnsOf[file] ?? []),
  'source.preview': ({ source }) => ({
    columns: columnsOf[source.file] ?? [],
    rows: [[`first of ${source.file}`]],
  }),
  'tables.columns': (draft) => describeTables(draft),
};

/** A project whose main table is chosen; `explain` are the choices so far. */
export function explainProject(explain?: object, hasSource = true): ProjectSummary {
  const file = (handle: string) => ({
    handle,
    fileName: `${handle}.csv`,
    sizeBytes: 2000,
    available: true,
  });
  return {
    name: 'Company',
    files: [file('crm'), file('web'), file('links')],
    draft: draftSchema.parse({
      workflow: 'explain',
      recipe: {
        title: 'Company',
        ...(hasSource ? { source: crm } : {}),
        ...(explain ? { explain } : {}),
      },
    }),
    runs: [],
  };
}

export async function openExplainStep(
  step: StepName,
  project: ProjectSummary,
  answers: EngineAnswers = {},
): Promise<FakeWindow> {
  const window = await makeProjectWindow(project, { ...explainAnswers, ...answers });
  window.app.navigation.step(step);
  await window.app.data.follow(project.draft.recipe.source?.file);
  render(stepPages.explain[step], { context: new Map([[appKey, window.app]]) });
  await settle();
  await settle();
  return window;
}
