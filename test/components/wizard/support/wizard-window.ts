// A window with a project on a scripted engine, at one step of the wizard.
import { render } from '@testing-library/svelte';
import type {
  ColumnDescription,
  SourceDescription,
} from '../../../../src/shared/data/description.ts';
import { draftSchema, type ProjectSummary } from '../../../../src/shared/data/project.ts';
import { stepPages } from '../../../../src/renderer/pages.ts';
import { appKey } from '../../../../src/renderer/state/app-context.ts';
import type { StepName } from '../../../../src/renderer/state/places.ts';
import { settle, type EngineAnswers } from '../../support/fake-engine.ts';
import { makeProjectWindow, type FakeWindow } from '../../support/fake-host.ts';

export const handle = 'file-1';

export function column(
  name: string,
  type: ColumnDescription['type'] = 'text',
  more: Partial<ColumnDescription> = {},
): ColumnDescription {
  return {
    name,
    type,
    timeAmbiguous: false,
    examples: ['1', '2'],
    missingShare: 0,
    distinctInSample: 2,
    ...more,
  };
}

export const orderColumns = [
  column('customer', 'integer'),
  column('at', 'time', { timeFormat: 'iso', examples: ['2015-05-20', '2015-05-21'] }),
  column('total', 'number'),
];

/** A text file of orders. */
export const orders: SourceDescription = {
  fileName: 'orders.csv',
  sizeBytes: 94_820,
  kind: 'delimited',
  tables: [
    { name: 'orders', kind: 'file', rowCount: 4906, rowCountExact: true, columns: orderColumns },
  ],
  options: { delimiter: ',', quote: '"', encoding: 'utf-8', header: true, decimal: '.' },
  sampledRowCount: 1800,
  preset: null,
  warnings: [],
  suggested: {
    kind: 'delimited',
    file: handle,
    options: { delimiter: ',', quote: '"', encoding: 'utf-8', header: true, decimal: '.' },
  },
};

const searches = [
  column('SearchID', 'integer'),
  column('UserID', 'integer'),
  column('SearchDate', 'time'),
];
const stream = [column('SearchID', 'integer'), column('IsClick', 'boolean')];

/** The two tables of the ad clicks, a third one, and a sample's planted truth. */
export const avito: SourceDescription = {
  ...orders,
  fileName: 'avito.sqlite',
  kind: 'sqlite',
  tables: [
    { name: 'SearchInfo', kind: 'table', rowCount: 57_088, rowCountExact: true, columns: searches },
    {
      name: 'trainSearchStream',
      kind: 'table',
      rowCount: 200_000,
      rowCountExact: true,
      columns: stream,
    },
    {
      name: 'Category',
      kind: 'view',
      rowCount: null,
      rowCountExact: false,
      columns: [column('Level')],
    },
    { name: 'personae_truth', kind: 'table', rowCount: 9, rowCountExact: true, columns: [] },
  ],
  preset: 'avito',
  suggested: {
    kind: 'sqlite',
    file: handle,
    from: { table: 'SearchInfo' },
    detail: { table: 'trainSearchStream', key: 'SearchID', eventKey: 'SearchID' },
  },
};

export const orderAnswers: EngineAnswers = {
  'source.describe': () => orders,
  'source.preview': () => ({
    columns: orderColumns,
    rows: [
      [1, '2015-05-20', 9.5],
      [2, '2015-05-21', null],
    ],
  }),
  'mapping.suggest': () => ({
    mapping: {
      person: { column: 'customer', from: 'event' },
      time: { column: 'at', format: 'iso' },
      amount: { column: 'total', from: 'event' },
      types: {},
    },
    reasons: { person: 'customer: its name says a person.' },
  }),
};

export const avitoAnswers: EngineAnswers = {
  'source.describe': () => avito,
  'source.preview': ({ part }) => ({
    columns: part === 'event' ? searches : stream,
    rows: part === 'event' ? [[1, 7, '2015-05-20']] : [[1, null]],
  }),
  'mapping.suggest': () => ({
    mapping: {
      person: { column: 'UserID', from: 'event' },
      time: { column: 'SearchDate', format: 'iso' },
      click: { column: 'IsClick', from: 'detail' },
      types: {},
    },
    reasons: {},
  }),
};

/** A project whose data is chosen; `recipe` adds to the draft. */
export function projectWith(recipe: object = {}): ProjectSummary {
  return {
    name: 'Shop',
    files: [{ handle, fileName: 'orders.csv', sizeBytes: 94_820, available: true }],
    draft: draftSchema.parse({
      workflow: 'rfe',
      recipe: { title: 'Orders', source: orders.suggested, ...recipe },
    }),
    runs: [],
  };
}

export const orderMapping = {
  person: { column: 'customer' },
  time: { column: 'at', format: 'iso' },
  amount: { column: 'total' },
};

export async function openStep(
  step: StepName,
  project: ProjectSummary,
  answers: EngineAnswers = orderAnswers,
): Promise<FakeWindow> {
  const window = await makeProjectWindow(project, answers);
  window.app.navigation.step(step);
  await window.app.data.follow(project.draft.recipe.source?.file);
  await mountStep(step, window);
  return window;
}

/** Shows the page of a step, as after a move of the rail. */
export async function mountStep(step: StepName, { app }: FakeWindow) {
  const Page = stepPages.rfe[step];
  if (!Page) throw new Error(`${step} is not entered in pages.ts`);
  const shown = render(Page, { context: new Map([[appKey, app]]) });
  await settle();
  await settle();
  return shown;
}

/** Longer than the pause after typing. */
export async function afterTyping(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 260));
  await settle();
}
