// What one engine holds: the open project, its jobs, the working store, places to write to.
import { randomUUID } from 'node:crypto';
import type { EngineEventName, EngineEvents } from '#shared/calls/engine-events';
import type { ProjectSummary } from '#shared/data/project';
import { PersonaeError } from '#shared/errors';
import type { EngineEnvironment } from './environment.ts';
import { JobCoordinator } from './jobs/job-coordinator.ts';
import { PeopleTables } from './people/people-tables.ts';
import { readDraft } from './project/project-draft.ts';
import { ProjectFile } from './project/project-file.ts';
import { listFiles } from './project/project-files.ts';
import { listRuns, readColumns } from './project/project-runs.ts';
import { readExplainRun } from './project/stored-explain-run.ts';
import { ExplainedRuns } from './workflows/explain/explained-run.ts';
import { openWorkingStore, type WorkingStore } from './store/working-store.ts';

export interface SessionListener {
  event<N extends EngineEventName>(event: N, payload: EngineEvents[N]): void;
  picture(shares: { share: number; colour: number }[]): void;
}

export class EngineSession {
  readonly environment: EngineEnvironment;
  readonly jobs: JobCoordinator;
  readonly people: PeopleTables;
  readonly explainedRuns: ExplainedRuns;
  readonly #listener: SessionListener;
  readonly #outputs = new Map<string, string>();
  #project: ProjectFile | undefined;
  #store: WorkingStore | undefined;

  constructor(environment: EngineEnvironment, listener: SessionListener) {
    this.environment = environment;
    this.#listener = listener;
    this.people = new PeopleTables((runId) => readColumns(this.project, runId));
    this.explainedRuns = new ExplainedRuns((runId) => readExplainRun(this.project, runId));
    this.jobs = new JobCoordinator({
      changed: (view) => listener.event('job.changed', view),
      partial: (jobId, partial) => listener.event('job.partial', { jobId, partial }),
      ended: (end) => listener.event('job.ended', end),
      fault: (thrown) => console.error(thrown),
    });
  }

  /** @throws PersonaeError call.invalid where no project is open */
  get project(): ProjectFile {
    if (this.#project) return this.#project;
    throw new PersonaeError({
      code: 'call.invalid',
      message: 'No project is open.',
      hint: 'Start a new project or open one.',
    });
  }

  get store(): WorkingStore {
    this.#store ??= openWorkingStore(this.environment.workingStoreFolder);
    return this.#store;
  }

  async openProject(path: string, create: boolean): Promise<{ name: string }> {
    await this.closeProject();
    this.#project = create ? ProjectFile.create(path) : ProjectFile.open(path);
    this.projectChanged();
    return { name: this.#project.name };
  }

  async closeProject(): Promise<void> {
    this.jobs.cancelAll();
    await this.jobs.idle();
    this.people.forget();
    this.explainedRuns.forget();
    this.#outputs.clear();
    this.#project?.close();
    this.#project = undefined;
  }

  summary(): ProjectSummary {
    return {
      name: this.project.name,
      files: listFiles(this.project),
      draft: readDraft(this.project),
      runs: listRuns(this.project),
    };
  }

  /** Tells the window, and main for its list of recent projects. */
  projectChanged(): void {
    const summary = this.summary();
    this.#listener.event('project.changed', summary);
    this.#listener.picture(summary.runs[0]?.shares ?? []);
  }

  registerOutput(path: string): string {
    const handle = `output-${randomUUID()}`;
    this.#outputs.set(handle, path);
    return handle;
  }

  /** A place may be written to once. @throws PersonaeError handle.unknown */
  takeOutput(handle: string): string {
    const path = this.#outputs.get(handle);
    this.#outputs.delete(handle);
    if (path !== undefined) return path;
    throw new PersonaeError({
      code: 'handle.unknown',
      message: 'The place to save to is not known any more.',
      hint: 'Choose it again.',
    });
  }
}
