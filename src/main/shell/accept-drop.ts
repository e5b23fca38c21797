// A file dropped on the window: a project is opened, a recipe read, anything else is data.
import type { Dropped } from '#shared/calls/shell-calls';
import type { ProjectWindow } from '../project-window.ts';
import { chooseNewProject } from './project-dialogs.ts';
import { readRecipeFile } from './read-recipe-file.ts';
import path from 'node:path';

export async function acceptDrop(filePath: string, owner: ProjectWindow): Promise<Dropped> {
  if (filePath.endsWith('.personae')) {
    if (!(await owner.mayStopJobs())) return { kind: 'nothing' };
    await owner.openProject(filePath, false);
    return { kind: 'project' };
  }
  if (filePath.endsWith('.json')) return { kind: 'recipe', json: await readRecipeFile(filePath) };
  if (!owner.projectPath) {
    const projectPath = await chooseNewProject(owner.window, path.parse(filePath).name);
    if (projectPath === undefined) return { kind: 'nothing' };
    await owner.openProject(projectPath, true);
  }
  return {
    kind: 'data',
    file: await owner.engine.call('control.registerFile', { path: filePath }),
  };
}
