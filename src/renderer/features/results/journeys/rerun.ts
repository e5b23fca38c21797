// A run again with one choice changed: the recipe of the run that is looked at goes back into the
// draft, so that it can be undone and is seen in the steps.
import type { JourneysSettings } from '#shared/recipe/journeys-settings';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { startRun } from '../../../state/run-actions.ts';
import type { RunOf } from '../../../state/runs.svelte.ts';

export function runAgain(
  app: AppState,
  run: RunOf<'journeys'>,
  label: string,
  change: (settings: JourneysSettings) => void,
): void {
  const settings = structuredClone(run.recipe.journeys);
  change(settings);
  app.project.edit(label, (draft) => {
    draft.workflow = 'journeys';
    draft.recipe.journeys = settings;
  });
  void startRun(app);
}
