// The window's places: walked forward and back, and the moves that change nothing.
import { describe, expect, it } from 'vitest';
import {
  move,
  placeKey,
  resultsPages,
  resultsPagesOf,
  startRoute,
  stepNames,
  type Move,
  type Place,
  type Route,
} from '../../../../src/renderer/state/places.ts';

const step = (name: (typeof stepNames)[number]): Place => ({ kind: 'step', step: name });
const results = (page: (typeof resultsPages)[number], runId: string | null = 'r1'): Place => ({
  kind: 'results',
  page,
  runId,
});
const guide: Place = { kind: 'guide' };
const compare: Place = { kind: 'compare', first: 'r1', second: 'r2' };
const go = (to: Place): Move => ({ type: 'go', to });
const next: Move = { type: 'next', pages: resultsPagesOf.rfe };
const back: Move = { type: 'back' };
const opened = (landing: Place): Move => ({ type: 'project-opened', landing });

/** Every move with the place it leads to. */
const walk: readonly [Move, Place][] = [
  [go(guide), guide],
  [back, { kind: 'start' }],
  [opened(guide), guide],
  [next, step('data')],
  [next, step('roles')],
  [next, step('quality')],
  [back, step('roles')],
  [next, step('quality')],
  [next, step('settings')],
  [next, step('run')],
  [go(results('overview')), results('overview')],
  [next, results('segments')],
  [next, results('people')],
  [next, results('diagnosis')],
  [next, results('export')],
  [next, results('export')],
  [back, results('diagnosis')],
  [go(step('data')), step('data')],
  [go(compare), compare],
  [next, compare],
  [back, step('data')],
  [back, results('diagnosis')],
  [{ type: 'project-closed' }, { kind: 'start' }],
  [back, { kind: 'start' }],
];

describe('places', () => {
  it('are walked forward and back as the table says', () => {
    let route: Route = startRoute;
    for (const [index, [made, expected]] of walk.entries()) {
      route = move(route, made);
      expect(placeKey(route.place), `move ${index}: ${made.type}`).toBe(placeKey(expected));
    }
  });

  it.each([...stepNames.map(step), ...resultsPages.map((page) => results(page)), compare])(
    'reach $kind $step$page from every other place and come back',
    (target) => {
      for (const from of [...stepNames.map(step), ...resultsPages.map((page) => results(page))]) {
        if (placeKey(from) === placeKey(target)) continue;
        const there = move(move(move(startRoute, opened(guide)), go(from)), go(target));
        expect(placeKey(there.place)).toBe(placeKey(target));
        expect(placeKey(move(there, back).place)).toBe(placeKey(from));
      }
    },
  );

  it.each([step('data'), results('overview'), compare])(
    'do not show $kind while no project is open',
    (target) => {
      expect(move(startRoute, go(target))).toBe(startRoute);
    },
  );

  it('do not remember going to where one is', () => {
    const route = move(move(startRoute, opened(guide)), go(step('data')));
    expect(move(route, go(step('data')))).toBe(route);
  });

  it('keep the run that was shown while one visits the steps', () => {
    const route = move(
      move(move(startRoute, opened(guide)), go(results('people'))),
      go(step('run')),
    );
    expect(route.runId).toBe('r1');
    expect(placeKey(move(route, next).place)).toBe(placeKey(results('overview')));
  });

  it('never lead back to a run that was removed', () => {
    let route = move(startRoute, opened(step('data')));
    for (const place of [results('overview'), compare, results('people', 'r2')])
      route = move(route, go(place));
    route = move(route, { type: 'run-removed', runId: 'r1', latest: 'r2' });
    expect(placeKey(route.place)).toBe(placeKey(results('people', 'r2')));
    expect(placeKey(move(route, back).place)).toBe(placeKey(step('data')));
  });

  it('show the newest other run after the one in sight was removed', () => {
    const shown = move(move(startRoute, opened(step('data'))), go(results('people')));
    const left = move(shown, { type: 'run-removed', runId: 'r1', latest: 'r2' });
    expect(left.place).toEqual(results('overview', 'r2'));
    const none = move(shown, { type: 'run-removed', runId: 'r1', latest: null });
    expect(none.place).toEqual(results('overview', null));
    expect(none.runId).toBeNull();
  });
});
