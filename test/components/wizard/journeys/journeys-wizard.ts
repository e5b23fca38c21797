// A window with a log of events at one step of the wizard of Journeys.
import { render } from '@testing-library/svelte';
import { stepPages } from '../../../../src/renderer/pages.ts';
import { appKey } from '../../../../src/renderer/state/app-context.ts';
import type { StepName } from '../../../../src/renderer/state/places.ts';
import type { QualityReport } from '../../../../src/shared/data/quality-report.ts';
import type { ProjectSummary } from '../../../../src/shared/data/project.ts';
import { makeQuality } from '../../../fixtures/rfe-report.ts';
import { settle, type EngineAnswers } from '../../support/fake-engine.ts';
import { makeProjectWindow, type FakeWindow } from '../../support/fake-host.ts';
import { column, orders, projectWith } from '../support/wizard-window.ts';

export const logColumns = [
  column('customer'),
  column('at', 'time', { timeFormat: 'iso', examples: ['2023-01-01', '2023-01-02'] }),
  column('event', 'text', {
    examples: ['email sent', 'cancel'],
    values: ['email sent', 'cancel', 'refund'],
  }),
  column('opened', 'boolean', { examples: ['0', '1'] }),
  column('paid', 'integer', { examples: ['1', '0'] }),
  column('status', 'text', { examples: ['active', 'gone'], distinctInSample: 2 }),
];

export const logMapping = {
  person: { column: 'customer' },
  time: { column: 'at', format: 'iso' },
  kind: { column: 'event' },
};

export const logAnswers: EngineAnswers = {
  'source.describe': () => ({ ...orders, tables: [{ ...orders.tables[0]!, columns: logColumns }] }),
  'source.preview': () => ({
    columns: logColumns,
    rows: [
      ['a', '2023-01-01', 'email sent', 0, 1, 'active'],
      ['a', '2023-01-02', 'email sent', 1, 0, 'active'],
      ['b', '2023-01-03', 'cancel', 0, 0, 'gone'],
    ],
  }),
  'mapping.suggest': () => ({
    mapping: {
      person: { column: 'customer', from: 'event' },
      time: { column: 'at', format: 'iso' },
      kind: { column: 'event', from: 'event', qualifying: [] },
      types: {},
    },
    reasons: {},
  }),
};

/** A year's data from 2023-01-01 to 2023-12-26. */
export const report: QualityReport = {
  ...makeQuality([{ values: [1, 2, 3], segment: 0 }]),
  firstTime: '2023-01-01T08:00:00Z',
  lastTime: '2023-12-26T20:00:00Z',
};

export function journeysProject(journeys?: object, mapping: object = logMapping): ProjectSummary {
  const project = projectWith({ mapping, ...(journeys ? { journeys } : {}) });
  return { ...project, draft: { ...project.draft, workflow: 'journeys' } };
}

export const cancelOutcome = { sequences: { outcome: { kind: 'events', kinds: ['cancel'] } } };

export async function openJourneysStep(
  step: StepName,
  journeys?: object,
  mapping?: object,
): Promise<FakeWindow> {
  const project = journeysProject(journeys, mapping);
  const window = await makeProjectWindow(project, {
    ...logAnswers,
    'job.start': () => ({ jobId: 'j1' }),
  });
  window.app.navigation.step(step);
  await window.app.data.follow(project.draft.recipe.source?.file);
  render(stepPages.journeys[step], { context: new Map([[appKey, window.app]]) });
  await settle();
  await settle();
  return window;
}
