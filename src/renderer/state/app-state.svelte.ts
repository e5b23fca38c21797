// Everything the window knows, put together, and how its parts act on each other.
import type { Bridge } from '#shared/calls/bridge';
import { jobs, type JobEnd } from '#shared/calls/jobs';
import type { ShellState } from '#shared/calls/shell-calls';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { Workflow } from '#shared/recipe/recipe';
import { DataSource } from './data-source.svelte.ts';
import { workflowOf } from './draft-recipe.ts';
import { EngineClient } from './engine-client.ts';
import { EngineHealth } from './engine-health.svelte.ts';
import { History } from './history.svelte.ts';
import { Jobs } from './jobs.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Notifications } from './notifications.svelte.ts';
import { resultsPagesOf, stepNames, type Place } from './places.ts';
import { Preferences } from './preferences.svelte.ts';
import { ProjectState } from './project.svelte.ts';
import { Runs } from './runs.svelte.ts';
import { ShellClient } from './shell-client.ts';
import { Steps } from './steps.svelte.ts';
import { ThemeState, type ThemeHost } from './theme.svelte.ts';

export interface AppHost extends ThemeHost {
  readonly bridge: Bridge;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The layers that lie above the page, at most one at a time. */
export type Overlay = 'commands' | 'shortcuts' | 'about' | null;

export class AppState {
  readonly shell: ShellClient;
  readonly notifications = new Notifications();
  readonly history = new History();
  readonly navigation = new Navigation(
    () => this.project.runs[0]?.id ?? null,
    () => resultsPagesOf[this.shownWorkflow],
  );
  readonly engine: EngineClient;
  readonly health = new EngineHealth();
  readonly project: ProjectState;
  readonly runs: Runs;
  readonly jobs: Jobs;
  readonly data: DataSource;
  readonly steps: Steps;
  readonly theme: ThemeState;
  readonly preferences: Preferences;

  overlay = $state<Overlay>(null);
  #shellState = $state.raw<ShellState | null>(null);
  #openError = $state.raw<ErrorValue | null>(null);
  #isOpening = $state(false);
  #openWaiters: ((isOpen: boolean) => void)[] = [];

  constructor(host: AppHost) {
    this.shell = new ShellClient(host.bridge);
    this.engine = new EngineClient((text) => this.notifications.notify({ tone: 'error', text }));
    this.project = new ProjectState(this.engine, this.history);
    this.runs = new Runs(this.engine, this.history);
    this.jobs = new Jobs(this.engine);
    this.data = new DataSource(this.engine, this.project);
    this.theme = new ThemeState(host);
    this.preferences = new Preferences(host.storage);
    this.steps = new Steps(
      () => this.project.draft,
      () => this.#lastRecipe(),
    );
    this.engine.onBound(() => void this.#engineBound());
    this.jobs.onEnd((end) => this.#jobEnded(end));
    this.shell.onEvent((event) => {
      if (event.event === 'project') void this.#projectSwitched();
      if (event.event === 'engine') this.#engineChanged(event.state);
      if (event.event === 'closing') void this.#saveLast();
    });
  }

  /** Versions, theme and recent projects; null before main has answered. */
  get shellState(): ShellState | null {
    return this.#shellState;
  }

  /** True from the moment a project is asked for until it is read. */
  get isOpening(): boolean {
    return this.#isOpening;
  }

  /** Why the project could not be opened. */
  get openError(): ErrorValue | null {
    return this.#openError;
  }

  /** Reads what main knows; opens the project that the window was made for. */
  async start(): Promise<void> {
    await this.#projectSwitched();
    if (this.#shellState) this.theme.set(this.#shellState.theme);
  }

  /** Reads the recent projects again. */
  async refreshShell(): Promise<void> {
    this.#shellState = await this.shell.call('shell.state');
  }

  /** Does something that may fail; a failure is shown. False where it failed. */
  async attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (thrown) {
      this.notifications.fail(thrown);
      return false;
    }
  }

  /**
   * Calls main to open a project and waits until the project is read.
   * `call` says whether something was opened; the answer is false where the dialog was closed.
   */
  async openBy(call: () => Promise<boolean>): Promise<boolean> {
    const settled = new Promise<boolean>((resolve) => this.#openWaiters.push(resolve));
    return (await call()) && (await settled);
  }

  #lastRecipe() {
    const newest = this.project.runs[0];
    const loaded = newest && this.runs.get(newest.id);
    return loaded?.state === 'ready' ? loaded.run.recipe : null;
  }

  /** The workflow of the run that the results pages show; of the draft where there is none. */
  get shownWorkflow(): Workflow {
    const { runId } = this.navigation;
    const shown = this.project.runs.find(({ id }) => id === runId);
    return shown?.workflow ?? workflowOf(this.project.draft);
  }

  async #saveLast(): Promise<void> {
    await this.project.flush();
    await this.shell.call('shell.readyToClose');
  }

  async #projectSwitched(): Promise<void> {
    this.#forgetProject();
    const known = await this.attempt(() => this.refreshShell());
    this.#isOpening = known && this.#shellState?.projectName != null;
    if (this.#isOpening) await this.#tryToOpen();
    else this.#finishOpening(false);
  }

  #forgetProject(): void {
    this.project.close();
    this.runs.clear();
    this.data.clear();
    this.jobs.clear();
    this.#openError = null;
    this.health.dismiss();
    this.navigation.move({ type: 'project-closed' });
  }

  /** Reads the project. Where the port is replaced meanwhile, the new port starts this again. */
  async #tryToOpen(): Promise<void> {
    try {
      await this.project.load();
      await this.jobs.refresh();
      if (!this.#isOpening) return;
      this.#land();
      this.#finishOpening(true);
    } catch (thrown) {
      const error = toErrorValue(thrown);
      if (error.code === 'engine.gone') return;
      this.#openError = error;
      this.#finishOpening(false);
    }
  }

  #finishOpening(isOpen: boolean): void {
    this.#isOpening = false;
    for (const settle of this.#openWaiters.splice(0)) settle(isOpen);
  }

  #land(): void {
    const [newest] = this.project.runs;
    this.steps.reset(newest !== undefined);
    this.navigation.move({ type: 'project-opened', landing: this.#landing() });
    if (newest) void this.runs.open(newest.id);
  }

  #landing(): Place {
    const newest = this.project.runs[0];
    if (newest) return { kind: 'results', page: 'overview', runId: newest.id };
    const { draft } = this.project;
    if (draft.workflow === null && !draft.recipe.source) return { kind: 'guide' };
    const step = stepNames.find((name) => this.steps.marks[name].mark !== 'complete') ?? 'run';
    return { kind: 'step', step };
  }

  async #engineBound(): Promise<void> {
    this.health.ready();
    if (this.#isOpening) return this.#tryToOpen();
    if (!this.project.isOpen) return;
    const { name } = this.project;
    const isRead = await this.attempt(async () => {
      await this.project.load();
      await this.jobs.refresh();
    });
    // The former engine answered for the project before this one.
    if (isRead && this.project.name !== name) this.#land();
  }

  #engineChanged(state: 'starting' | 'ready' | 'crashed'): void {
    if (state === 'starting') {
      this.health.starting();
      this.engine.expect();
    }
    if (state === 'ready') this.health.ready();
    if (state !== 'crashed') return;
    this.health.crashed();
    this.engine.lost();
    this.jobs.crash();
  }

  #jobEnded(end: JobEnd): void {
    if (end.kind !== 'fit') return;
    const { place } = this.navigation;
    const isWatched = place.kind === 'step' && place.step === 'run';
    // The Run page shows the error itself.
    if (end.error && !isWatched) this.notifications.showError(end.error);
    if (end.state !== 'done') return;
    const { runId } = jobs.fit.result.parse(end.result);
    void this.runs.open(runId);
    if (isWatched || (place.kind === 'results' && place.runId === null)) {
      this.notifications.announce('The segmentation is finished.');
      this.navigation.results(place.kind === 'results' ? place.page : 'overview', runId);
      return;
    }
    this.notifications.notify({
      tone: 'good',
      text: 'The segmentation is finished.',
      action: { label: 'Show results', run: () => this.navigation.results('overview', runId) },
    });
  }
}
