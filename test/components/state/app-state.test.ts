// The parts of the state acting on each other: opening, saving, crashing, running.
import { waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { ProjectSummary, RunSummary } from '../../../src/shared/data/project.ts';
import { PersonaeError } from '../../../src/shared/errors.ts';
import {
  createProject,
  createSample,
  openDropped,
} from '../../../src/renderer/state/project-actions.ts';
import { startRun, undo } from '../../../src/renderer/state/run-actions.ts';
import { settle } from '../support/fake-engine.ts';
import { emptyProject, makeProjectWindow, makeWindow } from '../support/fake-host.ts';

const file = { handle: 'h1', fileName: 'orders.csv', sizeBytes: 10, available: true };
const description = {
  fileName: 'orders.csv',
  sizeBytes: 10,
  kind: 'delimited' as const,
  tables: [],
  sampledRowCount: 1,
  preset: null,
  warnings: [],
  suggested: { kind: 'delimited' as const, file: 'h1', options: {} },
};
const run = (id: string, finishedAt: string): RunSummary => ({
  id,
  title: '',
  workflow: 'rfe',
  finishedAt,
  durationMs: 1,
  headline: '',
  segmentCount: 3,
  personCount: 10,
  shares: [],
});

function readyProject(): ProjectSummary {
  const project = emptyProject();
  project.draft.workflow = 'rfe';
  project.draft.recipe.source = description.suggested;
  project.draft.recipe.mapping = {
    person: { column: 'user', from: 'event' },
    time: { column: 'at', format: 'iso' },
  };
  return project;
}

describe('opening', () => {
  it('stays at the start page while no project is open', async () => {
    const { app } = await makeWindow();
    expect(app.navigation.place).toEqual({ kind: 'start' });
    expect(app.project.isOpen).toBe(false);
  });

  it.each([
    ['an empty project', emptyProject(), { kind: 'guide' }],
    ['one whose data has not been checked', readyProject(), { kind: 'step', step: 'quality' }],
    [
      'one with runs',
      { ...readyProject(), runs: [run('old', '2026-01-01'), run('new', '2026-02-01')] },
      { kind: 'results', page: 'overview', runId: 'new' },
    ],
  ])('lands where %s goes on', async (_name, project, place) => {
    const { app } = await makeProjectWindow(project);
    expect(app.navigation.place).toEqual(place);
  });

  it('shows why a project cannot be read', async () => {
    const error = { code: 'project.newer', message: 'It was made by a newer Personae.' } as const;
    const { app } = await makeProjectWindow(emptyProject(), {
      'project.read': () => {
        throw new PersonaeError(error);
      },
    });
    expect(app.openError).toMatchObject(error);
    expect(app.isOpening).toBe(false);
  });

  it('forgets the former project when another is opened', async () => {
    let name = 'Riders';
    const { app, shell } = await makeProjectWindow(emptyProject(), {
      'project.read': () => emptyProject(name),
    });
    app.project.edit('title', (draft) => (draft.recipe.title = 'Old'));
    await app.project.flush();
    name = 'Shop';
    shell.opens('Shop');
    await settle();
    expect(app.project.name).toBe('Shop');
    expect(app.project.draft.recipe.title).toBe('');
    expect(app.history.undoLabel).toBeUndefined();
  });

  it('says false where the dialog was closed', async () => {
    const { app, shell } = await makeWindow();
    shell.answers['shell.newProject'] = () => ({ opened: false });
    await expect(createProject(app)).resolves.toBe(false);
  });
});

describe('the draft', () => {
  it('is saved by itself, once for edits in a row, and only then said to be saved', async () => {
    const { app, engine } = await makeProjectWindow(emptyProject());
    app.project.edit('title', (draft) => (draft.recipe.title = 'A'), 'title');
    app.project.edit('title', (draft) => (draft.recipe.title = 'AB'), 'title');
    expect(app.project.saveState).toBe('waiting');
    await waitFor(() => expect(app.project.saveState).toBe('saved'));
    expect(engine.inputsOf('project.saveDraft')).toMatchObject([{ recipe: { title: 'AB' } }]);
  });

  it('says that it is not saved, and why', async () => {
    const error = { code: 'disk.full', message: 'No space is left.' } as const;
    const { app } = await makeProjectWindow(emptyProject(), {
      'project.saveDraft': () => {
        throw new PersonaeError(error);
      },
    });
    app.project.edit('title', (draft) => (draft.recipe.title = 'A'));
    await app.project.flush();
    expect(app.project.saveState).toBe('failed');
    expect(app.project.saveError).toMatchObject(error);
  });

  it('keeps an edit made while the former one is being saved', async () => {
    let finish: () => void = () => undefined;
    const saved: string[] = [];
    const { app } = await makeProjectWindow(emptyProject(), {
      'project.saveDraft': async (draft) => {
        saved.push(draft.recipe.title ?? '');
        if (saved.length === 1) await new Promise<void>((resolve) => (finish = resolve));
        return { savedAt: '' };
      },
    });
    app.project.edit('title', (draft) => (draft.recipe.title = 'A'));
    const first = app.project.flush();
    await settle();
    app.project.edit('title', (draft) => (draft.recipe.title = 'B'));
    finish();
    await first;
    expect(app.project.saveState).toBe('waiting');
    await app.project.flush();
    expect(saved).toEqual(['A', 'B']);
    expect(app.project.saveState).toBe('saved');
  });

  it('can be undone, and the undoing is saved too', async () => {
    const { app, engine } = await makeProjectWindow(emptyProject());
    app.project.edit('title', (draft) => (draft.recipe.title = 'A'));
    await undo(app);
    await app.project.flush();
    expect(app.project.draft.recipe.title).toBe('');
    expect(engine.inputsOf('project.saveDraft').at(-1)).toMatchObject({ recipe: { title: '' } });
  });
});

describe('a crash of the engine', () => {
  it('fails the jobs, keeps the unsaved edit, and saves it with the new engine', async () => {
    const { app, shell, engine } = await makeProjectWindow(emptyProject());
    const sample = { sample: 'shop', size: 1, seed: 1, output: 'o' } as const;
    engine.answers['job.start'] = () => ({ jobId: 'j1' });
    const job = app.jobs.run({ kind: 'sample', params: sample });
    engine.emit('job.changed', { jobId: 'j1', kind: 'sample', state: 'running', progress: null });
    await settle();
    app.project.edit('title', (draft) => (draft.recipe.title = 'Kept'));

    shell.emit({ event: 'engine', state: 'crashed' });
    await expect(job).rejects.toMatchObject({ code: 'job.crashed' });
    expect(app.health.hasCrashed).toBe(true);
    await app.project.flush();
    expect(app.project.saveState).toBe('failed');

    shell.emit({ event: 'engine', state: 'starting' });
    app.engine.bind(engine.connect());
    shell.emit({ event: 'engine', state: 'ready' });
    await settle();
    expect(app.project.draft.recipe.title).toBe('Kept');
    expect(app.project.saveState).toBe('saved');
    expect(app.navigation.place).toEqual({ kind: 'guide' });
    app.health.dismiss();
    expect(app.health.hasCrashed).toBe(false);
  });

  it('opens the project with the next engine where the first dies while reading', async () => {
    const window = await makeWindow({ 'project.read': () => new Promise(() => undefined) });
    const { app, shell, engine } = window;
    shell.opens('Riders');
    await settle();
    expect(app.isOpening).toBe(true);
    engine.answers['project.read'] = () => emptyProject();
    app.engine.bind(engine.connect());
    await settle();
    expect(app.project.name).toBe('Riders');
    expect(app.isOpening).toBe(false);
  });
});

describe('data', () => {
  it('dropped on the start page makes a project and becomes its source', async () => {
    const { app, shell, engine } = await makeWindow({
      'project.read': () => emptyProject('orders'),
      'project.saveDraft': () => ({ savedAt: '' }),
      'source.describe': () => description,
    });
    const bridgeDrop = vi.spyOn(app.shell, 'acceptDrop').mockImplementation(() => {
      shell.opens('orders');
      return Promise.resolve({ kind: 'data', file });
    });
    await openDropped(app, new File(['a'], 'orders.csv'));
    expect(bridgeDrop).toHaveBeenCalledTimes(1);
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
    expect(app.project.draft).toMatchObject({
      workflow: 'rfe',
      recipe: { source: description.suggested, title: 'orders.csv' },
    });
    expect(engine.inputsOf('source.describe')).toEqual([{ file: 'h1' }]);
  });

  it('of a sample is made by a job in its own project, and attached', async () => {
    const { app, shell, engine } = await makeWindow({
      'project.read': () => emptyProject('Sample'),
      'project.saveDraft': () => ({ savedAt: '' }),
      'job.start': () => ({ jobId: 'j1' }),
      'source.describe': () => description,
    });
    shell.answers['shell.newSampleProject'] = () => {
      shell.opens('Sample');
      return { output: 'out-1' };
    };
    const made = createSample(app, 'shop');
    await settle();
    expect(engine.inputsOf('job.start')).toMatchObject([
      { kind: 'sample', params: { sample: 'shop', output: 'out-1' } },
    ]);
    engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'sample',
      state: 'done',
      result: { files: [file] },
      error: null,
    });
    await made;
    expect(app.project.draft.recipe.source).toEqual(description.suggested);
  });

  it('dropped while a recipe waits for its file replaces only the file', async () => {
    const { app, engine } = await makeProjectWindow(emptyProject(), {
      'project.saveDraft': () => ({ savedAt: '' }),
      'source.describe': () => {
        throw new PersonaeError({ code: 'handle.unknown', message: 'Not known.' });
      },
    });
    const source = {
      kind: 'delimited',
      file: 'elsewhere.csv',
      options: { delimiter: ';' },
    } as const;
    app.project.edit('recipe', (draft) => Object.assign(draft.recipe, { source, title: 'Mine' }));
    await app.data.follow(source.file);
    expect(app.data.waitsForFile).toBe(true);
    vi.spyOn(app.shell, 'acceptDrop').mockResolvedValue({ kind: 'data', file });
    await openDropped(app, new File(['a'], 'orders.csv'));
    expect(app.project.draft.recipe).toMatchObject({
      source: { ...source, file: file.handle },
      title: 'Mine',
    });
    expect(engine.inputsOf('source.describe')).toEqual([{ file: source.file }]);
  });

  it('is not lost where the workflow is chosen while the file is looked at', async () => {
    let answer: (value: typeof description) => void = () => undefined;
    const { app } = await makeProjectWindow(emptyProject(), {
      'project.saveDraft': () => ({ savedAt: '' }),
      'source.describe': () => new Promise<typeof description>((resolve) => (answer = resolve)),
    });
    const attached = app.data.attach(file);
    app.project.edit('choice of the workflow', (draft) => (draft.workflow = 'explain'));
    await app.data.follow(app.project.draft.recipe.source?.file);
    await settle();
    answer(description);
    await attached;
    expect(app.project.draft).toMatchObject({
      workflow: 'explain',
      recipe: { source: description.suggested },
    });
  });

  it('becomes the source where it could be read at the second try', async () => {
    let tries = 0;
    const { app } = await makeProjectWindow(emptyProject(), {
      'project.saveDraft': () => ({ savedAt: '' }),
      'source.describe': () => {
        if (tries++ === 0) throw new PersonaeError({ code: 'file.locked', message: 'In use.' });
        return description;
      },
    });
    await app.data.attach(file);
    expect(app.data.current).toMatchObject({ state: 'failed' });
    await app.data.retry();
    expect(app.project.draft.recipe.source).toEqual(description.suggested);
  });

  it('that cannot be described says why and leaves the draft alone', async () => {
    const error = { code: 'file.empty', message: 'orders.csv is empty.' } as const;
    const { app } = await makeProjectWindow(emptyProject(), {
      'source.describe': () => {
        throw new PersonaeError(error);
      },
    });
    await app.data.attach(file);
    expect(app.data.current).toMatchObject({ state: 'failed', error });
    expect(app.project.draft.recipe.source).toBeUndefined();
  });
});

describe('a run', () => {
  it('leads to the step that needs a decision where the recipe is not complete', async () => {
    const { app, engine } = await makeProjectWindow(emptyProject());
    await startRun(app);
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
    expect(engine.inputsOf('job.start')).toEqual([]);
  });

  it('starts with the whole recipe and shows its results from the Run page', async () => {
    const { app, engine } = await makeProjectWindow(readyProject(), {
      'job.start': () => ({ jobId: 'j1' }),
    });
    await startRun(app);
    expect(engine.inputsOf('job.start')).toMatchObject([
      { kind: 'fit', params: { recipe: { workflow: 'rfe', seed: 1 } } },
    ]);
    engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'fit',
      state: 'done',
      result: { runId: 'r1' },
      error: null,
    });
    await settle();
    expect(app.navigation.place).toEqual({ kind: 'results', page: 'overview', runId: 'r1' });
  });

  it('that ends elsewhere offers its results and leaves one where one is', async () => {
    const { app, engine } = await makeProjectWindow(readyProject());
    app.navigation.step('roles');
    engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'fit',
      state: 'done',
      result: { runId: 'r1' },
      error: null,
    });
    await settle();
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'roles' });
    app.notifications.list.at(-1)?.action?.run();
    expect(app.navigation.runId).toBe('r1');
  });

  it('is shown by the rail also where it was not gone to before', async () => {
    const { app, engine } = await makeProjectWindow(readyProject());
    engine.emit('project.changed', { ...readyProject(), runs: [run('r1', '2026-01-01')] });
    await settle();
    app.navigation.results('people');
    expect(app.navigation.place).toEqual({ kind: 'results', page: 'people', runId: 'r1' });
    app.navigation.step('run');
    app.navigation.next();
    expect(app.navigation.place).toEqual({ kind: 'results', page: 'overview', runId: 'r1' });
  });

  it('appears by itself on a results page that waited for it', async () => {
    const { app, engine } = await makeProjectWindow(readyProject());
    app.navigation.results('segments');
    engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'fit',
      state: 'done',
      result: { runId: 'r1' },
      error: null,
    });
    await settle();
    expect(app.navigation.runId).toBe('r1');
  });

  it('that fails says why, unless its own page does', async () => {
    const { app, engine } = await makeProjectWindow(readyProject());
    const error = { code: 'data.constant', message: 'Every person is alike.' } as const;
    engine.emit('job.ended', { jobId: 'j1', kind: 'fit', state: 'failed', result: null, error });
    await settle();
    expect(app.notifications.list).toMatchObject([{ tone: 'error', text: error.message }]);
    app.navigation.step('run');
    engine.emit('job.ended', { jobId: 'j2', kind: 'fit', state: 'failed', result: null, error });
    await settle();
    expect(app.notifications.list).toHaveLength(1);
    expect(app.jobs.lastEndOf('fit')?.error).toMatchObject(error);
  });
});
