// Hands the state of the window to every component below App.
import { getContext, setContext } from 'svelte';
import type { AppState } from './app-state.svelte.ts';

/** The key of the context; tests provide the state under it. */
export const appKey = Symbol('app');

export function provideApp(app: AppState): void {
  setContext(appKey, app);
}

/** The state of the window; only while a component is being made. */
export function useApp(): AppState {
  return getContext<AppState>(appKey);
}
