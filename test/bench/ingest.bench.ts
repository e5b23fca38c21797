// From files to features: a database of Avito's shape against the sqlite3 shell and pandas that are
// asked the same question, and a text file against DuckDB alone. PERSONAE_BENCH_ROWS names the sizes
// of the database, such as 2000000,20000000.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDuckDb } from '#engine/duckdb/open-duckdb';
import { fileLiteral } from '#engine/duckdb/sql-text';
import { computeFeatures } from '#engine/features/compute-features';
import type { PersonFeatures } from '#engine/features/person-features';
import { ingest } from '#engine/ingest/ingest';
import { silentContext } from '#engine/jobs/job-context';
import { writeAvitoSample } from '#engine/samples/write-avito-sample';
import { openWorkingStore } from '#engine/store/working-store';
import { rfeRecipeSchema, type RfeRecipe, type RfeRecipeInput } from '#shared/recipe/rfe-recipe';
import { buildIfStale } from '../../scripts/run/application-build.ts';
import type { BenchContext, BenchRow, Benchmark } from './benchmark.ts';

/** As it is built for the application: from its sources a thread takes three times as long to start. */
const readerThreadUrl = new URL('../../out/main/reader-thread.js', import.meta.url);
const defaultSizes = '2000000,20000000';
const textRowCount = 18_000_000;

/** The question as somebody at home in SQL would put it; one line a person. */
const question = `
WITH clicks AS (SELECT SearchID, count(*) AS clicks FROM trainSearchStream WHERE IsClick = 1 GROUP BY SearchID),
searches AS (
  SELECT UserID, SearchDate, clicks,
    unixepoch(SearchDate) - lag(unixepoch(SearchDate)) OVER (PARTITION BY UserID ORDER BY SearchDate) AS pause
  FROM SearchInfo LEFT JOIN clicks USING (SearchID))
SELECT UserID, max(SearchDate), CAST(total(clicks) AS INTEGER), sum(pause IS NULL OR pause > 1800)
FROM searches GROUP BY UserID ORDER BY UserID;`;

interface Timed<T> {
  readonly ms: number;
  readonly value: T;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

function recipeOf(parts: Omit<RfeRecipeInput, 'version' | 'workflow'>): RfeRecipe {
  const quality = { robots: { treatment: 'keep' } } as const;
  return rfeRecipeSchema.parse({ version: 1, workflow: 'rfe', quality, ...parts });
}

async function features(
  recipe: RfeRecipe,
  store: string,
  threadCount: number,
): Promise<PersonFeatures> {
  const options = { threadCount, readerThreadUrl };
  const { source, mapping } = recipe;
  const tables = await ingest(source, mapping, openWorkingStore(store), silentContext(), options);
  try {
    return await computeFeatures(tables, recipe, silentContext());
  } finally {
    tables.close();
  }
}

type Line = readonly [person: string, last: string, clicks: number, sessions: number];

/** Null where there is no sqlite3 shell. */
async function askShell(file: string): Promise<Timed<Line[]> | null> {
  try {
    return await timed(async () => {
      const { stdout } = await promisify(execFile)('sqlite3', ['-readonly', file, question], {
        maxBuffer: 2 ** 30,
      });
      return stdout
        .trimEnd()
        .split('\n')
        .map((line): Line => {
          const [person = '', last = '', clicks, sessions] = line.split('|');
          return [person, last, Number(clicks), Number(sessions)];
        });
    });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  }
}

/** How many persons differ in any of the three numbers. */
function differences(own: PersonFeatures, lines: readonly Line[]): string {
  const asOf = Date.parse(`${own.asOf}T00:00:00Z`);
  let count = Math.abs(own.persons.length - lines.length);
  for (const [row, [person, last, clicks, sessions]] of lines.entries()) {
    const days = (asOf - Date.parse(`${last.replace(' ', 'T')}00Z`)) / 86_400_000;
    const same =
      own.persons[row] === person &&
      own.frequency[row] === clicks &&
      own.engagement[row] === sessions &&
      Math.abs((own.recency[row] ?? NaN) - days) < 1e-9;
    if (!same) count += 1;
  }
  return `${count} of ${lines.length.toLocaleString('en-US')} persons differ`;
}

interface PandasAnswer {
  readonly version: string;
  readonly ms: number;
  readonly persons: number;
  readonly clicks: number;
  readonly sessions: number;
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function agreesWithPandas(own: PersonFeatures, answer: PandasAnswer): string {
  const same =
    answer.persons === own.persons.length &&
    answer.clicks === sum(own.frequency) &&
    answer.sessions === sum(own.engagement);
  return same ? 'same persons, clicks, sessions' : 'DIFFERENT totals';
}

async function* database(
  rowCount: number,
  { folder, peers }: BenchContext,
): AsyncGenerator<BenchRow> {
  const file = join(folder, `avito-${rowCount}.sqlite`);
  writeAvitoSample({ file, streamRowCount: rowCount, seed: 1 });
  const recipe = recipeOf({
    source: {
      kind: 'sqlite',
      file,
      from: { table: 'SearchInfo' },
      detail: { table: 'trainSearchStream', key: 'SearchID', eventKey: 'SearchID' },
    },
    mapping: {
      person: { column: 'UserID' },
      time: { column: 'SearchDate', format: 'iso' },
      click: { column: 'IsClick', from: 'detail' },
    },
    features: { frequency: { measure: 'clicks' }, engagement: { measure: 'sessions' } },
  });
  const name = `Avito, ${rowCount / 1e6} M rows, SQLite to features`;
  // Once for the page cache, once for the time.
  await askShell(file);
  const shell = await askShell(file);
  const peer = shell ? 'sqlite3 shell' : 'no sqlite3 shell';
  for (const threadCount of [1, 2]) {
    const store = join(folder, `store-${rowCount}-${threadCount}`);
    const first = await timed(() => features(recipe, store, threadCount));
    const again = await timed(() => features(recipe, store, threadCount));
    const agreement = shell ? differences(first.value, shell.value) : '';
    const common = { threadCount, peer, peerMs: shell?.ms ?? null, agreement };
    yield {
      ...common,
      name: `${name}: first answer`,
      oursMs: first.ms,
      target: threadCount === 1 ? 3 : 5,
    };
    yield { ...common, name: `${name}: further question`, oursMs: again.ms, target: 20 };
    if (threadCount === 1) continue;
    const pandas = await peers.measure<PandasAnswer>('rfe_question.py', [file, first.value.asOf]);
    yield {
      name: `${name}: first answer`,
      threadCount,
      oursMs: first.ms,
      peer: typeof pandas === 'string' ? pandas : `pandas ${pandas.version}`,
      peerMs: typeof pandas === 'string' ? null : pandas.ms,
      target: 5,
      agreement: typeof pandas === 'string' ? '' : agreesWithPandas(first.value, pandas),
    };
  }
}

async function writeText(file: string): Promise<void> {
  const duckDb = await openDuckDb(':memory:');
  await duckDb.run(`COPY (SELECT i AS order_id,
      CAST(floor(power((hash(i) % 1000000007) / 1000000007.0, 3) * ${textRowCount / 18}) AS BIGINT) AS customer,
      strftime(TIMESTAMP '2015-04-25' + to_seconds((hash(i * 7 + 1) % 2246400)::BIGINT), '%Y-%m-%d %H:%M:%S') AS moment,
      round((hash(i + 3) % 10000) / 100.0, 2) AS paid, 'shop number ' || (hash(i + 9) % 50) AS shop
    FROM range(${textRowCount}) t(i)) TO ${fileLiteral(file)} (HEADER)`);
  duckDb.close();
}

async function* text({ folder }: BenchContext): AsyncGenerator<BenchRow> {
  const file = join(folder, 'orders.csv');
  await writeText(file);
  const recipe = recipeOf({
    source: { kind: 'delimited', file },
    mapping: {
      person: { column: 'customer' },
      time: { column: 'moment', format: 'iso' },
      amount: { column: 'paid' },
    },
    features: { engagement: { measure: 'amount' } },
  });
  for (const threadCount of [1, 2]) {
    const duckDb = await openDuckDb(':memory:', { threadCount });
    const alone = await timed(() =>
      duckDb.rows(`SELECT count(*), sum(rows), sum(paid) FROM (
        SELECT customer, max(moment), count(*) AS rows, sum(paid) AS paid
        FROM read_csv(${fileLiteral(file)}) GROUP BY customer)`),
    );
    duckDb.close();
    const store = join(folder, `store-text-${threadCount}`);
    const first = await timed(() => features(recipe, store, threadCount));
    const again = await timed(() => features(recipe, store, threadCount));
    const [[persons, rows] = []] = alone.value;
    const same =
      Number(persons) === first.value.persons.length && Number(rows) === sum(first.value.frequency);
    const size = (statSync(file).size / 1e9).toFixed(1);
    const common = {
      threadCount,
      peer: 'DuckDB alone, GROUP BY',
      peerMs: alone.ms,
      agreement: same ? 'same persons and rows' : 'DIFFERENT',
    };
    const name = `CSV of ${size} GB to features`;
    yield { ...common, name: `${name}: first answer`, oursMs: first.ms, target: 0.77 };
    yield { ...common, name: `${name}: further question`, oursMs: again.ms, target: null };
  }
}

export const benchmark: Benchmark = {
  name: 'ingest',
  async *run(context) {
    await buildIfStale();
    const sizes = (process.env['PERSONAE_BENCH_ROWS'] ?? defaultSizes).split(',').map(Number);
    for (const size of sizes) yield* database(size, context);
    yield* text(context);
  },
};
