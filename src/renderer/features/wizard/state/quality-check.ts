// The quality report of the draft, kept with what the recipe says about which rows count.
import type { QualityReport } from '#shared/data/quality-report';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { qualityKey, type DatedRecipe } from './quality-key.ts';
import { ReportCheck } from './report-check.svelte.ts';

export type QualityCheck = ReportCheck<DatedRecipe, QualityReport>;

export function qualityCheck(app: AppState): QualityCheck {
  return new ReportCheck<DatedRecipe, QualityReport>(app, {
    accept: (recipe) => (recipe.workflow === 'explain' ? null : recipe),
    keyOf: qualityKey,
    make: (recipe) => app.jobs.run({ kind: 'quality', params: { recipe } }),
    ofRun: ({ result }) => ('quality' in result ? result.quality : null),
  });
}
