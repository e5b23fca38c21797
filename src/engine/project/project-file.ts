// A project is one SQLite file. Every save is one transaction, synced to the disk before it is
// called saved; a killed process or a power cut loses nothing that was.
import { existsSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import { applicationId, migrate } from './migrations/migrate.ts';
import { onProjectFile } from './sqlite-error.ts';

export const projectExtension = '.personae';

export class ProjectFile {
  readonly path: string;
  readonly database: Database;

  private constructor(filePath: string, database: Database) {
    this.path = filePath;
    this.database = database;
  }

  /** @throws PersonaeError file.unwritable, project.in-use, disk.full */
  static create(filePath: string): ProjectFile {
    const fileName = path.basename(filePath);
    if (!existsSync(path.dirname(filePath))) {
      throw new PersonaeError({
        code: 'file.unwritable',
        message: `${fileName} cannot be made: its folder does not exist.`,
        hint: 'Choose a folder that is there.',
      });
    }
    return onProjectFile(fileName, () => ProjectFile.connect(filePath));
  }

  /** @throws PersonaeError file.missing, project.damaged, project.newer, project.in-use */
  static open(filePath: string): ProjectFile {
    const fileName = path.basename(filePath);
    if (!existsSync(filePath)) {
      throw new PersonaeError({
        code: 'file.missing',
        message: `${fileName} is not there any more.`,
        hint: 'It may have been moved or renamed; use Open to choose it again.',
      });
    }
    return onProjectFile(fileName, () => ProjectFile.connect(filePath));
  }

  private static connect(filePath: string): ProjectFile {
    const database = new Sqlite(filePath, { timeout: 500 });
    try {
      // Exclusive: a second window cannot write the same project, and no shared-memory file is needed.
      database.pragma('locking_mode = EXCLUSIVE');
      refuseForeign(database, path.basename(filePath));
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.pragma('foreign_keys = ON');
      migrate(database, path.basename(filePath));
      database.prepare('DELETE FROM run WHERE removed_at IS NOT NULL').run();
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return new ProjectFile(filePath, database);
  }

  get name(): string {
    return path.basename(this.path, projectExtension);
  }

  get fileName(): string {
    return path.basename(this.path);
  }

  /** Runs `work` as one transaction. */
  save<T>(work: (database: Database) => T): T {
    return onProjectFile(this.fileName, () =>
      this.database.transaction(() => work(this.database))(),
    );
  }

  /** A consistent copy, written beside the target first and renamed. */
  async copyTo(target: string): Promise<void> {
    // In place of the open file, the copy would be what is kept, and later saves would be lost.
    if (isSameFile(target, this.path)) {
      throw new PersonaeError({
        code: 'project.in-use',
        message: `${path.basename(target)} is the project that is open.`,
        hint: 'Everything in it is saved already; choose another name for a copy.',
      });
    }
    const part = `${target}.part`;
    try {
      await this.database.backup(part);
      await rename(part, target);
    } catch (thrown) {
      await rm(part, { force: true });
      throw new PersonaeError(
        {
          code: 'file.unwritable',
          message: `The copy ${path.basename(target)} could not be written.`,
          hint: 'Check the free space and that you may write there, then try again.',
        },
        thrown,
      );
    }
  }

  close(): void {
    this.database.close();
  }
}

/** By what the file system says, whatever the names. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) =>
    statSync(file, { throwIfNoEntry: false, bigint: true }),
  );
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

function refuseForeign(database: Database, fileName: string): void {
  const empty = database.prepare('SELECT count(*) AS n FROM sqlite_schema').pluck().get() === 0;
  const id = Number(database.pragma('application_id', { simple: true }));
  if (!empty && id !== applicationId) {
    throw new PersonaeError({
      code: 'project.damaged',
      message: `${fileName} is a SQLite file, but not a Personae project.`,
      hint: 'To analyse its tables, start a new project and choose it as the data.',
    });
  }
}
