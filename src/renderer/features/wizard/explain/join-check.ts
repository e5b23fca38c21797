// The join report of the draft, kept with the choices that it was made for.
import type { JoinReport } from '#shared/results/join-report';
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { ReportCheck } from '../state/report-check.svelte.ts';
import { joinKey } from './join-key.ts';

export type JoinCheck = ReportCheck<ExplainRecipe, JoinReport>;

export function joinCheck(app: AppState): JoinCheck {
  return new ReportCheck(app, {
    accept: (recipe) => (recipe.workflow === 'explain' ? recipe : null),
    keyOf: joinKey,
    make: (recipe) => app.jobs.run({ kind: 'join', params: { recipe } }),
    ofRun: ({ result }) => (result.workflow === 'explain' ? result.join : null),
  });
}
