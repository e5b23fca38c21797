// Opens DuckDB for reading files and for the working store: nothing is downloaded, nothing is sent.
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue, type JS } from '@duckdb/node-api';
import { tmpdir } from 'node:os';
import { duckDbError, onDuckDb } from './duckdb-error.ts';
import { literal } from './sql-text.ts';

export interface DuckDbSettings {
  /** Default: DuckDB's own, the number of cores. The order of rows does not depend on it. */
  readonly threadCount?: number;
  /** Beyond this DuckDB writes to `temporaryDirectory`. Default: 1 GB. */
  readonly memoryLimitBytes?: number;
  /** Default: beside the database, or the system's own for one in memory. */
  readonly temporaryDirectory?: string;
  /** The file that failures are about, where it is not the database itself. */
  readonly subject?: string;
}

export interface DuckDb {
  readonly instance: DuckDBInstance;
  /** The connection that `run` and `rows` use. */
  readonly connection: DuckDBConnection;
  /** Runs statements for their effect. */
  run(sql: string, values?: DuckDBValue[]): Promise<void>;
  /** All rows as plain values: BIGINT and wider arrive as bigint, moments as Date. */
  rows(sql: string, values?: DuckDBValue[]): Promise<JS[][]>;
  /** Ends what runs now; it fails with `job.cancelled`. */
  interrupt(): void;
  /** Another connection to the same database: for work beside what runs here. */
  connect(): Promise<DuckDb>;
  /**
   * Closes the connection and, where it is the first one, the database, so that its file can be
   * removed.
   */
  close(): void;
}

const defaultMemoryLimitBytes = 2 ** 30;

function configuration(path: string, settings: DuckDbSettings): Record<string, string> {
  const inMemory = path === ':memory:';
  const temporaryDirectory = settings.temporaryDirectory ?? (inMemory ? tmpdir() : undefined);
  return {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    // Rows leave in the order they stand in the source, on any number of threads.
    preserve_insertion_order: 'true',
    memory_limit: `${settings.memoryLimitBytes ?? defaultMemoryLimitBytes}B`,
    ...(settings.threadCount === undefined ? {} : { threads: String(settings.threadCount) }),
    ...(temporaryDirectory === undefined ? {} : { temp_directory: temporaryDirectory }),
  };
}

/**
 * Opens a database file, or one in memory for `:memory:`.
 * @throws PersonaeError `file.locked`, `file.damaged`, `file.missing`, `memory.full`, `disk.full`.
 */
export async function openDuckDb(path: string, settings: DuckDbSettings = {}): Promise<DuckDb> {
  const subject = settings.subject ?? (path === ':memory:' ? 'the working store' : path);
  const { instance, connection } = await onDuckDb(subject, async () => {
    const instance = await DuckDBInstance.create(path, configuration(path, settings));
    const connection = await instance.connect();
    // A moment with an offset becomes UTC, whatever the machine's own zone.
    await connection.run(`SET GLOBAL TimeZone = ${literal('UTC')}`);
    return { instance, connection };
  });
  return duckDbOn(subject, instance, connection, () => instance.closeSync());
}

function duckDbOn(
  subject: string,
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  closeDatabase: () => void,
): DuckDb {
  return {
    instance,
    connection,
    run: async (sql, values) => {
      await onDuckDb(subject, () => connection.run(sql, values));
    },
    rows: async (sql, values) => {
      const reader = await onDuckDb(subject, () => connection.runAndReadAll(sql, values));
      return reader.getRowsJS();
    },
    interrupt: () => connection.interrupt(),
    connect: async () => {
      const another = await onDuckDb(subject, () => instance.connect());
      return duckDbOn(subject, instance, another, () => undefined);
    },
    close: () => {
      try {
        connection.closeSync();
        closeDatabase();
      } catch (thrown) {
        throw duckDbError(thrown, subject);
      }
    },
  };
}

/** Opens a database in memory for the time of `work`, which is about the file `subject`. */
export async function withDuckDb<T>(
  subject: string,
  work: (duckDb: DuckDb) => Promise<T>,
): Promise<T> {
  const duckDb = await openDuckDb(':memory:', { subject });
  try {
    return await work(duckDb);
  } finally {
    duckDb.close();
  }
}
