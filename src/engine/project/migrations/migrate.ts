// Brings a project file to the current version, one numbered step after the other, each in a
// transaction of its own.
import type { Database } from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import { first } from './0001-first.ts';

const migrations = [first];

export const projectVersion = migrations.length;

/** Marks a SQLite file as a Personae project ("Prsn"). */
export const applicationId = 0x5072736e;

/** @throws PersonaeError `project.newer` where the file was written by a later Personae. */
export function migrate(database: Database, fileName: string, target = projectVersion): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > projectVersion) {
    throw new PersonaeError({
      code: 'project.newer',
      message: `${fileName} was saved by a newer Personae (project version ${version}, this one reads up to ${projectVersion}).`,
      hint: 'Open it with the newer version.',
    });
  }
  for (let step = version; step < target; step++) {
    database.transaction(() => {
      database.exec(migrations[step] ?? '');
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${step + 1}`);
    })();
  }
}
