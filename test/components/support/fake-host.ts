// What main and the window offer, for a state that is tested without them.
import type { Bridge } from '../../../src/shared/calls/bridge.ts';
import type { Reply } from '../../../src/shared/calls/reply.ts';
import type { Dropped, ShellEvent, ShellState } from '../../../src/shared/calls/shell-calls.ts';
import { draftSchema, type ProjectSummary } from '../../../src/shared/data/project.ts';
import { AppState, type AppHost } from '../../../src/renderer/state/app-state.svelte.ts';
import { FakeEngine, settle, type EngineAnswers } from './fake-engine.ts';

type ShellAnswers = Record<string, (input: unknown) => unknown>;

export class FakeShell {
  state: ShellState = {
    personaeVersion: '0.1.0',
    versions: { electron: '33.2.1' },
    platform: 'linux',
    theme: 'system',
    recent: [],
    projectName: null,
  };
  readonly calls: { name: string; input: unknown }[] = [];
  readonly answers: ShellAnswers = {};
  dropped: Dropped = { kind: 'nothing' };
  readonly #listeners: ((payload: unknown) => void)[] = [];

  emit(event: ShellEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Main opens a project in this window, and says so. */
  opens(name: string): void {
    this.state = { ...this.state, projectName: name };
    this.emit({ event: 'project' });
  }

  bridge(): Bridge {
    return {
      callShell: (name, input) => {
        this.calls.push({ name, input });
        const answer = name === 'shell.state' ? () => this.state : this.answers[name];
        const reply: Reply<unknown> = { ok: true, value: answer?.(input) };
        return Promise.resolve(reply);
      },
      onShellEvent: (listener) => void this.#listeners.push(listener),
      acceptDrop: () => Promise.resolve({ ok: true, value: this.dropped }),
    };
  }
}

export function emptyProject(name = 'Riders'): ProjectSummary {
  return { name, files: [], draft: draftSchema.parse({}), runs: [] };
}

export interface FakeWindow {
  app: AppState;
  shell: FakeShell;
  engine: FakeEngine;
}

export function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

/** A window at the start page, its engine connected. */
export async function makeWindow(answers: EngineAnswers = {}): Promise<FakeWindow> {
  const shell = new FakeShell();
  const engine = new FakeEngine({ 'job.list': () => [], ...answers });
  const host: AppHost = {
    bridge: shell.bridge(),
    storage: memoryStorage(),
    document,
    matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
  };
  const app = new AppState(host);
  app.engine.bind(engine.connect());
  await app.start();
  return { app, shell, engine };
}

/** A window with a project open. */
export async function makeProjectWindow(
  project: ProjectSummary,
  answers: EngineAnswers = {},
): Promise<FakeWindow> {
  let kept = project;
  const window = await makeWindow({
    'project.read': () => kept,
    'project.saveDraft': (draft) => {
      kept = { ...kept, draft };
      return { savedAt: '2026-05-21T10:00:00Z' };
    },
    ...answers,
  });
  window.shell.opens(project.name);
  await settle();
  return window;
}
