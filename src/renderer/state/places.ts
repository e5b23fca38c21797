// Every place the window can show, and the moves between them, as a state machine without side
// effects:
//
//   start <-> guide            no project is open
//   guide -> data -> roles -> quality -> settings -> run -> overview ...
//   any step <-> any step <-> any results page <-> compare        in any order, by the rail
import type { Workflow } from '#shared/recipe/recipe';

export const stepNames = ['data', 'roles', 'quality', 'settings', 'run'] as const;
export type StepName = (typeof stepNames)[number];

export const resultsPages = [
  'overview',
  'segments',
  'explanations',
  'people',
  'person',
  'diagnosis',
  'export',
] as const;
export type ResultsPage = (typeof resultsPages)[number];

/** The results pages that a workflow has, in the order of the rail. */
export const resultsPagesOf: Readonly<Record<Workflow, readonly ResultsPage[]>> = {
  rfe: ['overview', 'segments', 'people', 'diagnosis', 'export'],
  states: ['overview', 'segments', 'people', 'person', 'diagnosis', 'export'],
  explain: ['overview', 'segments', 'explanations', 'people', 'person', 'diagnosis', 'export'],
  journeys: ['overview', 'segments', 'people', 'diagnosis', 'export'],
};

export type Place =
  | { readonly kind: 'start' }
  | { readonly kind: 'guide' }
  | { readonly kind: 'step'; readonly step: StepName }
  /** `runId` null: there is no run yet. */
  | { readonly kind: 'results'; readonly page: ResultsPage; readonly runId: string | null }
  | { readonly kind: 'compare'; readonly first: string; readonly second: string };

export type Move =
  | { readonly type: 'go'; readonly to: Place }
  /**
   * To the step after this one; after the guide the first step, after Run the overview; from a
   * results page to the next of the run's pages.
   */
  | { readonly type: 'next'; readonly pages: readonly ResultsPage[] }
  /** To where one was before. */
  | { readonly type: 'back' }
  | { readonly type: 'project-opened'; readonly landing: Place }
  | { readonly type: 'project-closed' }
  | { readonly type: 'run-removed'; readonly runId: string; readonly latest: string | null };

export interface Route {
  readonly place: Place;
  /** Where one was before, oldest first. */
  readonly trail: readonly Place[];
  readonly projectOpen: boolean;
  /** The run that the results pages show. */
  readonly runId: string | null;
}

export const startRoute: Route = {
  place: { kind: 'start' },
  trail: [],
  projectOpen: false,
  runId: null,
};

const trailLength = 50;

/** The route after a move. A move that makes no sense where one is changes nothing. */
export function move(route: Route, step: Move): Route {
  switch (step.type) {
    case 'go':
      return go(route, step.to);
    case 'next': {
      const to = placeAfter(route, step.pages);
      return to ? go(route, to) : route;
    }
    case 'back': {
      const place = route.trail.at(-1);
      return place ? { ...arrive(route, place), trail: route.trail.slice(0, -1) } : route;
    }
    case 'project-opened':
      return arrive({ ...startRoute, projectOpen: true }, step.landing);
    case 'project-closed':
      return startRoute;
    case 'run-removed':
      return withoutRun(route, step.runId, step.latest);
  }
}

function go(route: Route, to: Place): Route {
  const allowed = route.projectOpen || to.kind === 'start' || to.kind === 'guide';
  if (!allowed || samePlace(route.place, to)) return route;
  return { ...arrive(route, to), trail: [...route.trail, route.place].slice(-trailLength) };
}

function arrive(route: Route, place: Place): Route {
  return { ...route, place, runId: place.kind === 'results' ? place.runId : route.runId };
}

function placeAfter(
  { place, projectOpen, runId }: Route,
  pages: readonly ResultsPage[],
): Place | undefined {
  if (place.kind === 'guide' && projectOpen) return { kind: 'step', step: 'data' };
  if (place.kind === 'step') {
    const step = stepNames[stepNames.indexOf(place.step) + 1];
    return step ? { kind: 'step', step } : { kind: 'results', page: 'overview', runId };
  }
  if (place.kind === 'results') {
    const page = pages[pages.indexOf(place.page) + 1];
    return page && { kind: 'results', page, runId: place.runId };
  }
  return undefined;
}

/** A removed run is shown nowhere, and one does not go back to it. */
function withoutRun(route: Route, removed: string, latest: string | null): Route {
  const shows = (place: Place) =>
    (place.kind === 'results' && place.runId === removed) ||
    (place.kind === 'compare' && (place.first === removed || place.second === removed));
  const runId = route.runId === removed ? latest : route.runId;
  const trail = route.trail.filter((place) => !shows(place));
  const place: Place = shows(route.place)
    ? { kind: 'results', page: 'overview', runId: latest }
    : route.place;
  return { ...route, place, trail, runId };
}

export function samePlace(a: Place, b: Place): boolean {
  return placeKey(a) === placeKey(b);
}

/** A short text that is equal for equal places. */
export function placeKey(place: Place): string {
  return Object.values(place).join(' ');
}
