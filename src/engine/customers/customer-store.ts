// The working store of a customer-360 recipe: every table's wanted columns as text. What was read
// before is found again by the fingerprints of its files.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import type { Source } from '#shared/recipe/source';
import { asText } from '../duckdb/js-value.ts';
import { openDuckDb, type DuckDb } from '../duckdb/open-duckdb.ts';
import { throwIfCancelled, type JobContext } from '../jobs/job-context.ts';
import { fingerprintSource } from '../sources/fingerprint.ts';
import type { StoreSlot } from '../store/store-slot.ts';
import { onStoreFolder } from '../store/store-slot.ts';
import type { WorkingStore } from '../store/working-store.ts';
import { macrosSql } from './aggregate-sql.ts';
import { loadingStage } from './customer-stages.ts';
import { storedName } from './loaded-source.ts';
import { loadedSourceSchema, type LoadedSource } from './loaded-source.ts';
import { loadSource, type LoadRequest } from './load-source.ts';
import { wantedColumns, type PlannedTable } from './join-plan.ts';
import { identityTable, sourceTable, tableLabel } from './table-names.ts';

/** Raised with every change of the tables' shape; older stores are thrown away. */
const storeFormat = 'customers 1';

export interface CustomerStore {
  readonly duckDb: DuckDb;
  readonly tables: readonly PlannedTable[];
  /** Of all files together. */
  readonly fingerprint: string;
  /** Closes the store; the tables cannot be used any more. */
  readonly close: () => void;
}

/**
 * @param recipe its files are paths, its columns are complete
 * @throws PersonaeError as reading a source does; `column.missing`, `table.empty`, `file.changed`
 */
export async function openCustomerStore(
  recipe: ExplainRecipe,
  store: WorkingStore,
  threadCount: number,
  context: JobContext,
): Promise<CustomerStore> {
  throwIfCancelled(context);
  const requests = requestsOf(recipe);
  const prints = await fingerprints(requests);
  const fingerprint = digest(prints);
  const slot = store.take(digest([storeFormat, ...requests.map(keyOf), ...prints]).slice(0, 40));
  let duckDb: DuckDb | undefined;
  const close = (): void => {
    duckDb?.close();
    slot.release();
  };
  try {
    duckDb = await openStore(slot, threadCount);
    const loaded = await loadAll(duckDb, requests, slot, context);
    if (digest(await fingerprints(requests)) !== fingerprint) throw changed(recipe);
    return { duckDb, tables: tablesOf(recipe, loaded), fingerprint, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

async function fingerprints(requests: readonly LoadRequest[]): Promise<string[]> {
  const found: string[] = [];
  for (const { source } of requests) found.push(await fingerprintSource(source));
  return found;
}

/** Where a file lies makes no difference; what is read from it, and how, does. */
function keyOf({ source, columns, table }: LoadRequest): string {
  return JSON.stringify({ source: { ...source, file: '' }, columns, table });
}

function requestsOf({ source, explain }: ExplainRecipe): LoadRequest[] {
  const request = (name: string | null, from: Source, key: string): LoadRequest => ({
    source: from,
    columns: wantedColumns(name, key, explain),
    table: sourceTable(name),
    label: tableLabel(name),
  });
  const joined = explain.tables.flatMap(({ name, source: from, key, identity }) => [
    request(name, from, key),
    ...(identity
      ? [
          {
            source: identity.source,
            columns: [...new Set([identity.personColumn, identity.keyColumn])],
            table: identityTable(name),
            label: `the identity map of ${name}`,
          },
        ]
      : []),
  ]);
  return [request(null, source, explain.person), ...joined];
}

/** A damaged store is thrown away: everything in it can be made again. */
async function openStore(slot: StoreSlot, threadCount: number): Promise<DuckDb> {
  const open = async (): Promise<DuckDb> => {
    onStoreFolder(slot.spillFolder, () => mkdirSync(slot.spillFolder, { recursive: true }));
    const settings = { threadCount, temporaryDirectory: slot.spillFolder };
    const duckDb = await openDuckDb(slot.databasePath, settings);
    await duckDb.run('CREATE TABLE IF NOT EXISTS loaded (name VARCHAR, facts VARCHAR)');
    await duckDb.run(macrosSql);
    return duckDb;
  };
  try {
    return await open();
  } catch (thrown) {
    if (!(thrown instanceof PersonaeError) || thrown.code !== 'file.damaged') throw thrown;
    onStoreFolder(slot.databasePath, () => slot.reset());
    return open();
  }
}

async function loadAll(
  duckDb: DuckDb,
  requests: readonly LoadRequest[],
  slot: StoreSlot,
  context: JobContext,
): Promise<Map<string, LoadedSource>> {
  const loaded = new Map<string, LoadedSource>();
  for (const [index, request] of requests.entries()) {
    context.progress(loadingStage.name, index / requests.length, request.label);
    const known = await readLoaded(duckDb, request.table);
    const facts = known ?? (await loadSource(duckDb, request, slot.copyFolder, context));
    if (!known) {
      await duckDb.run('INSERT INTO loaded VALUES ($1, $2)', [
        request.table,
        JSON.stringify(facts),
      ]);
    }
    loaded.set(request.table, facts);
  }
  context.progress(loadingStage.name, 1);
  await duckDb.run('CHECKPOINT');
  return loaded;
}

async function readLoaded(duckDb: DuckDb, table: string): Promise<LoadedSource | null> {
  const [row] = await duckDb.rows('SELECT facts FROM loaded WHERE name = $1', [table]);
  return row ? loadedSourceSchema.parse(JSON.parse(asText(row[0]))) : null;
}

function tablesOf(
  { source, explain }: ExplainRecipe,
  loaded: ReadonlyMap<string, LoadedSource>,
): PlannedTable[] {
  const factsOf = (table: string): LoadedSource => {
    const facts = loaded.get(table);
    if (facts) return facts;
    throw new Error(`${table} was not loaded`);
  };
  const planned = (name: string | null, from: Source, key: string): PlannedTable => {
    const facts = factsOf(sourceTable(name));
    return { name, source: from, key: storedName(facts, key), loaded: facts, identity: null };
  };
  const joined = explain.tables.map((table): PlannedTable => {
    const own = planned(table.name, table.source, table.key);
    if (!table.identity) return own;
    const facts = factsOf(identityTable(table.name));
    const { source: from, personColumn, keyColumn } = table.identity;
    const identity = {
      source: from,
      loaded: facts,
      personColumn: storedName(facts, personColumn),
      keyColumn: storedName(facts, keyColumn),
    };
    return { ...own, identity };
  });
  return [planned(null, source, explain.person), ...joined];
}

function changed({ source }: ExplainRecipe): PersonaeError {
  return new PersonaeError({
    code: 'file.changed',
    message: `${basename(source.file)}, or a table joined to it, was changed while it was read.`,
    hint: 'Wait until nobody writes to it, and start again.',
  });
}
