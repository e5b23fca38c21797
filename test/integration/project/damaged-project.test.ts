// What a project still gives when a part of it is damaged, and how it is kept from being overwritten.
import { linkSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDraft, saveDraft } from '#engine/project/project-draft';
import { ProjectFile } from '#engine/project/project-file';
import { listRuns, readArrays, readColumns, readRun, saveRun } from '#engine/project/project-runs';
import { draftSchema, projectSummarySchema } from '#shared/data/project';
import { storedRun } from '../../fixtures/stored-run.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-damaged-'));
  file = path.join(folder, 'people.personae');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A project of two runs, the second of which is damaged. */
function damaged(damage: string): { project: ProjectFile; sound: string; broken: string } {
  const made = ProjectFile.create(file);
  const [sound, broken] = [saveRun(made, storedRun()), saveRun(made, storedRun())];
  saveDraft(made, draftSchema.parse({ workflow: 'rfe' }));
  made.close();
  const database = new Sqlite(file);
  database.prepare(damage).run({ id: broken });
  database.close();
  return { project: ProjectFile.open(file), sound, broken };
}

const damagedRun = expect.objectContaining({
  code: 'project.damaged',
  message: expect.stringMatching(/^.+ cannot be read: it is damaged in people\.personae/) as string,
  hint: expect.any(String) as string,
}) as Error;

describe('a run that is damaged', () => {
  it.each([
    ['a result that is no JSON', `UPDATE run SET result_json = '{' WHERE id = @id`],
    [
      'a result of another shape',
      `UPDATE run SET result_json = '{"workflow":"rfe"}' WHERE id = @id`,
    ],
    ['a recipe of another version', `UPDATE run SET recipe_json = '{"version":99}' WHERE id = @id`],
  ])('%s: it is named, and the other run stays', (_, damage) => {
    const { project, sound, broken } = damaged(damage);
    const runs = listRuns(project);
    expect(projectSummarySchema.shape.runs.parse(runs)).toEqual(runs);
    expect(runs.map(({ id, segmentCount }) => [id, segmentCount > 0])).toEqual([
      [broken, false],
      [sound, true],
    ]);
    expect(() => readRun(project, broken)).toThrow(damagedRun);
    expect(readRun(project, sound).summary.id).toBe(sound);
    project.close();
  });

  it('columns cut in the middle of a number: the same', () => {
    const { project, sound, broken } = damaged(
      `UPDATE run_column SET bytes = x'010203' WHERE run_id = @id`,
    );
    expect(() => readColumns(project, broken)).toThrow(damagedRun);
    expect(readColumns(project, sound)).toEqual(storedRun().columns);
    project.close();
  });

  it('an array of a type that is not known: the same', () => {
    const { project, broken } = damaged(
      `INSERT INTO run_column VALUES (@id, 'array:__proto__:x', x'00')`,
    );
    expect(() => readArrays(project, broken)).toThrow(damagedRun);
    project.close();
  });
});

it('a draft that is no JSON is begun anew', () => {
  const { project } = damaged(`UPDATE draft SET json = '{"workflow":' WHERE @id <> ''`);
  expect(readDraft(project)).toEqual(draftSchema.parse({}));
  project.close();
});

describe('a copy in place of the open project', () => {
  it.each([
    ['by its own name', (target: string) => target],
    [
      'through a symbolic link',
      (target: string) => {
        symlinkSync(target, path.join(folder, 'link.personae'));
        return path.join(folder, 'link.personae');
      },
    ],
    [
      'by another name of the same file',
      (target: string) => {
        linkSync(target, path.join(folder, 'other.personae'));
        return path.join(folder, 'other.personae');
      },
    ],
  ])('is refused %s, and later saves are kept', async (_, targetOf) => {
    const project = ProjectFile.create(file);
    await expect(project.copyTo(targetOf(file))).rejects.toMatchObject({ code: 'project.in-use' });
    const id = saveRun(project, storedRun());
    project.close();
    const again = ProjectFile.open(file);
    expect(listRuns(again).map((run) => run.id)).toEqual([id]);
    again.close();
  });
});
