// Which component shows which place. A feature that brings a step or a results page is entered here;
// every component takes no props and asks `useApp()` for what it needs.
import type { Component } from 'svelte';
import type { ResultsPage, StepName } from './state/places.ts';

export const stepPages: Partial<Record<StepName, Component>> = {};

/** Shown only while `navigation.runId` names a run. */
export const resultsPageComponents: Partial<Record<ResultsPage, Component>> = {};

/** Reads the two runs from `navigation.place`. */
export const comparePage: Component | undefined = undefined;
