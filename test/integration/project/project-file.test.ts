// The project file: made, opened, refused where it is foreign, newer, damaged or in use; and whole
// after kill -9 at any moment of a save.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, projectVersion } from '#engine/project/migrations/migrate';
import { readDraft, saveDraft } from '#engine/project/project-draft';
import { ProjectFile } from '#engine/project/project-file';
import { pathOfFile, registerFile } from '#engine/project/project-files';
import { listRuns, readColumns, readRun, saveRun, setRemoved } from '#engine/project/project-runs';
import { renameSegment } from '#engine/project/segment-names';
import { draftSchema } from '#shared/data/project';
import { PersonaeError } from '#shared/errors';
import { storedRun } from '../../fixtures/stored-run.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-project-'));
  file = path.join(folder, 'people.personae');
});
afterEach(() => rmSync(folder, { recursive: true }));

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof PersonaeError) return thrown.code;
    throw thrown;
  }
  return 'none';
}

describe('a project file', () => {
  it('keeps a draft, a run with its columns, and names', () => {
    const run = storedRun();
    const project = ProjectFile.create(file);
    saveDraft(project, draftSchema.parse({ workflow: 'rfe' }));
    const id = saveRun(project, run);
    const segment = run.result.segments[0]?.id ?? '';
    renameSegment(project, id, segment, 'Loyal & loud');
    project.close();

    const again = ProjectFile.open(file);
    expect(readDraft(again).workflow).toBe('rfe');
    expect(readColumns(again, id)).toEqual(run.columns);
    expect(readRun(again, id).result.segments[0]?.givenName).toBe('Loyal & loud');
    expect(readRun(again, id).recipe).toEqual(run.recipe);
    renameSegment(again, id, segment, null);
    expect(readRun(again, id).result.segments[0]?.givenName).toBeNull();
    again.close();
  });

  it('lets a removed run come back until it is closed', () => {
    const project = ProjectFile.create(file);
    const id = saveRun(project, storedRun());
    setRemoved(project, id, true);
    expect(listRuns(project)).toEqual([]);
    setRemoved(project, id, false);
    expect(listRuns(project)).toHaveLength(1);
    setRemoved(project, id, true);
    project.close();
    const again = ProjectFile.open(file);
    expect(codeOf(() => setRemoved(again, id, false))).toBe('run.missing');
    again.close();
  });

  it('finds data that was moved together with it', () => {
    writeFileSync(path.join(folder, 'data.csv'), 'a,b\n1,2\n');
    const project = ProjectFile.create(file);
    const { handle } = registerFile(project, path.join(folder, 'data.csv'));
    expect(pathOfFile(project, handle)).toBe(path.join(folder, 'data.csv'));
    rmSync(path.join(folder, 'data.csv'));
    expect(codeOf(() => pathOfFile(project, handle))).toBe('file.missing');
    expect(codeOf(() => pathOfFile(project, 'file-unknown'))).toBe('handle.unknown');
    expect(codeOf(() => registerFile(project, path.join(folder, 'data.csv')))).toBe('file.missing');
    project.close();
  });

  it('refuses a file that is no project, is newer, is missing, or is open elsewhere', () => {
    writeFileSync(
      file,
      'this is not a database, and long enough to be looked at as one'.repeat(20),
    );
    expect(codeOf(() => ProjectFile.open(file))).toBe('project.damaged');
    rmSync(file);
    expect(codeOf(() => ProjectFile.open(file))).toBe('file.missing');

    const foreign = new Sqlite(file);
    foreign.exec('CREATE TABLE orders (id)');
    foreign.close();
    expect(codeOf(() => ProjectFile.open(file))).toBe('project.damaged');
    rmSync(file);

    const project = ProjectFile.create(file);
    expect(codeOf(() => ProjectFile.open(file))).toBe('project.in-use');
    project.close();
    const newer = new Sqlite(file);
    newer.pragma(`user_version = ${projectVersion + 1}`);
    newer.close();
    expect(codeOf(() => ProjectFile.open(file))).toBe('project.newer');
  });

  it('refuses a folder that cannot be written', () => {
    const nowhere = path.join(folder, 'no such folder', 'x.personae');
    expect(codeOf(() => ProjectFile.create(nowhere))).toBe('file.unwritable');
  });

  it('says that the disk is full and keeps what was saved', () => {
    const project = ProjectFile.create(file);
    const id = saveRun(project, storedRun());
    const pages = Number(project.database.pragma('page_count', { simple: true }));
    project.database.pragma(`max_page_count = ${pages}`);
    expect(codeOf(() => saveRun(project, storedRun()))).toBe('disk.full');
    expect(listRuns(project).map((run) => run.id)).toEqual([id]);
    project.close();
    const again = ProjectFile.open(file);
    expect(listRuns(again)).toHaveLength(1);
    again.close();
  });

  it('is brought from version 0 to the current one, step by step', () => {
    const database = new Sqlite(file);
    migrate(database, 'people.personae', 1);
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all();
    expect(tables.sort()).toEqual(['draft', 'file', 'run', 'run_column', 'segment_name']);
    database.close();
  });
});

describe('kill -9 during saves', () => {
  it('loses no run that was shown as saved, and leaves no half of one', async () => {
    for (const delayMs of [0, 3, 7, 12, 20, 33, 50, 80]) {
      const target = path.join(folder, `killed-${delayMs}.personae`);
      const shown = await saveUntilKilled(target, delayMs);
      expect(existsSync(target)).toBe(true);
      const project = ProjectFile.open(target);
      const runs = listRuns(project);
      const ids = new Set(runs.map((run) => run.id));
      for (const id of shown) expect(ids.has(id)).toBe(true);
      for (const { id } of runs) {
        expect(readColumns(project, id).persons).toEqual(storedRun().columns.persons);
      }
      expect(project.database.pragma('integrity_check', { simple: true })).toBe('ok');
      project.close();
    }
  });
});

/** A process that saves runs as fast as it can, killed after a while. @returns ids it had shown */
async function saveUntilKilled(target: string, delayMs: number): Promise<string[]> {
  const script = path.join(import.meta.dirname, '../../fixtures/save-runs-forever.ts');
  const child = spawn(process.execPath, [script, target], { stdio: ['ignore', 'pipe', 'inherit'] });
  const shown: string[] = [];
  let rest = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      if (shown.length === 0 && lines.length > 0) {
        setTimeout(() => child.kill('SIGKILL'), delayMs);
      }
      shown.push(...lines);
    });
    child.on('close', () => resolve());
  });
  return shown;
}
