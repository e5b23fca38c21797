// A window with rides on a scripted engine, at one step of the wizard of States.
import { render } from '@testing-library/svelte';
import type { SourceDescription } from '../../../../src/shared/data/description.ts';
import { draftSchema, type ProjectSummary } from '../../../../src/shared/data/project.ts';
import { stepPages } from '../../../../src/renderer/pages.ts';
import { appKey } from '../../../../src/renderer/state/app-context.ts';
import type { StepName } from '../../../../src/renderer/state/places.ts';
import { makePanelPreview } from '../../../fixtures/person-states.ts';
import { makeStatesResult } from '../../../fixtures/states-result.ts';
import { settle, type EngineAnswers } from '../../support/fake-engine.ts';
import { makeProjectWindow, type FakeWindow } from '../../support/fake-host.ts';
import { column, handle, orders } from '../support/wizard-window.ts';

export const rideColumns = [
  column('rider', 'text'),
  column('at', 'time', { timeFormat: 'iso', examples: ['2023-02-03 18:20:00'] }),
  column('status', 'text', { examples: ['completed', 'cancelled'] }),
  column('price', 'number'),
  column('city', 'text', { examples: ['Berlin', 'Rome'] }),
];

const rides: SourceDescription = {
  ...orders,
  fileName: 'rides.csv',
  tables: [
    { name: 'rides', kind: 'file', rowCount: 900, rowCountExact: true, columns: rideColumns },
  ],
};

export const rideMapping = {
  person: { column: 'rider' },
  time: { column: 'at', format: 'iso' },
  amount: { column: 'price' },
};

export const rideAnswers: EngineAnswers = {
  'source.describe': () => rides,
  'source.preview': () => ({
    columns: rideColumns,
    rows: [
      ['P1', '2023-02-03 18:20:00', 'completed', 9.5, 'Berlin'],
      ['P1', '2023-02-04 09:00:00', 'completed', 7, 'Berlin'],
      ['P2', '2023-02-04 11:00:00', 'cancelled', null, 'Rome'],
    ],
  }),
  'mapping.suggest': () => ({
    mapping: {
      person: { column: 'rider', from: 'event' },
      time: { column: 'at', format: 'iso' },
      amount: { column: 'price', from: 'event' },
      types: {},
    },
    reasons: { person: 'rider: its name says a person.' },
  }),
  'panel.preview': ({ person }) =>
    makePanelPreview(makeStatesResult(), Number(person?.slice(1) ?? 3)),
};

export function ridesProject(recipe: object = {}): ProjectSummary {
  return {
    name: 'Rides',
    files: [{ handle, fileName: 'rides.csv', sizeBytes: 94_820, available: true }],
    draft: draftSchema.parse({
      workflow: 'states',
      recipe: { title: 'Rides', source: orders.suggested, mapping: rideMapping, ...recipe },
    }),
    runs: [],
  };
}

export async function openStatesStep(
  step: StepName,
  project: ProjectSummary = ridesProject(),
  answers: EngineAnswers = {},
): Promise<FakeWindow> {
  const window = await makeProjectWindow(project, { ...rideAnswers, ...answers });
  window.app.navigation.step(step);
  await window.app.data.follow(project.draft.recipe.source?.file);
  render(stepPages.states[step], { context: new Map([[appKey, window.app]]) });
  await settle();
  await settle();
  return window;
}
