// Where the window is: holds the route of places.ts and offers the moves as methods.
import { untrack } from 'svelte';
import {
  move,
  startRoute,
  type Move,
  type Place,
  type ResultsPage,
  type StepName,
} from './places.ts';

export class Navigation {
  readonly #newestRun: () => string | null;
  readonly #pages: () => readonly ResultsPage[];
  #route = $state.raw(startRoute);
  #findRequests = $state(0);
  #person = $state<string | null>(null);

  /** `newestRun` is shown where no other run has been chosen; `pages` are those of the shown run. */
  constructor(newestRun: () => string | null, pages: () => readonly ResultsPage[]) {
    this.#newestRun = newestRun;
    this.#pages = pages;
  }

  get place(): Place {
    return this.#route.place;
  }

  /** The run that the results pages show; null where there is none. */
  get runId(): string | null {
    return this.#route.runId ?? this.#newestRun();
  }

  get canGoBack(): boolean {
    return this.#route.trail.length > 0;
  }

  /** Counts how often a person was asked for: the People page puts its cursor into the search. */
  get findRequests(): number {
    return this.#findRequests;
  }

  /** The person whom the page of one person shows; null until somebody was chosen. */
  get person(): string | null {
    return this.#person;
  }

  move(step: Move): void {
    this.#route = untrack(() => move(this.#route, step));
  }

  start(): void {
    this.move({ type: 'go', to: { kind: 'start' } });
  }

  guide(): void {
    this.move({ type: 'go', to: { kind: 'guide' } });
  }

  step(step: StepName): void {
    this.move({ type: 'go', to: { kind: 'step', step } });
  }

  /** A results page of a run; without `runId` of the run shown last. */
  results(page: ResultsPage, runId: string | null = untrack(() => this.runId)): void {
    this.move({ type: 'go', to: { kind: 'results', page, runId } });
  }

  compare(first: string, second: string): void {
    this.move({ type: 'go', to: { kind: 'compare', first, second } });
  }

  next(): void {
    const { place } = untrack(() => this.#route);
    if (place.kind === 'step' && place.step === 'run') this.results('overview');
    else this.move({ type: 'next', pages: untrack(this.#pages) });
  }

  back(): void {
    this.move({ type: 'back' });
  }

  /** The page of one person, with this one. */
  showPerson(person: string): void {
    this.choosePerson(person);
    this.results('person');
  }

  choosePerson(person: string | null): void {
    this.#person = person;
  }

  findPerson(): void {
    this.results('people');
    this.#findRequests = untrack(() => this.#findRequests + 1);
  }
}
