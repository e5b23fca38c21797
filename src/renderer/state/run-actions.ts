// Starting, removing and undoing: what people do with runs.
import { missingOf, recipeOf } from './draft-recipe.ts';
import { stepNames } from './places.ts';
import type { AppState } from './app-state.svelte.ts';

/** Starts the segmentation, or goes to the step that still needs a decision. */
export function startRun(app: AppState) {
  return app.attempt(async () => {
    const { draft } = app.project;
    const recipe = recipeOf(draft);
    const [missing] = missingOf(draft);
    if (missing || !recipe) {
      app.navigation.step(missing?.step ?? 'settings');
      const text = missing?.sentence ?? 'A setting is outside its range.';
      app.notifications.notify({ tone: 'warning', text });
      return;
    }
    // Who starts a run has accepted what the steps say.
    for (const step of stepNames) app.steps.confirm(step);
    app.navigation.step('run');
    if (app.jobs.activeOf('fit')) return;
    await app.project.flush();
    // The end is shown by the state itself, also where the window was opened in between.
    await app.engine.call('job.start', { kind: 'fit', params: { recipe } });
  });
}

/** Takes a run out of the project; undo brings it back. */
export function removeRun(app: AppState, runId: string) {
  return app.attempt(async () => {
    await app.runs.remove(runId, (isThere) => {
      if (isThere) return app.navigation.results('overview', runId);
      const latest = app.project.runs.find(({ id }) => id !== runId)?.id ?? null;
      app.navigation.move({ type: 'run-removed', runId, latest });
    });
    app.notifications.notify({
      tone: 'neutral',
      text: 'The run is removed.',
      action: { label: 'Undo', run: () => void undo(app) },
    });
  });
}

export function undo(app: AppState) {
  const label = app.history.undoLabel;
  return app.attempt(async () => {
    await app.history.undo();
    app.notifications.announce(label ? `Undone: ${label}` : 'There is nothing to undo.');
  });
}

export function redo(app: AppState) {
  const label = app.history.redoLabel;
  return app.attempt(async () => {
    await app.history.redo();
    app.notifications.announce(label ? `Redone: ${label}` : 'There is nothing to redo.');
  });
}
