// From the table of events to sequences in typed arrays: a chunk at a time, linear in rows.
import { PersonaeError } from '#shared/errors';
import type { JourneysRecipe } from '#shared/recipe/journeys-recipe';
import type { Outcome } from '#shared/recipe/journeys-settings';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import { localTimeOf } from '../features/as-of.ts';
import { cleanEvents, requireReadableTimes } from '../features/clean-events.ts';
import { dateSql, storedSql } from '../features/feature-sql.ts';
import { findRobots, isRobotSql } from '../features/robots.ts';
import { extraColumnOf } from '../ingest/event-roles.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable, whileCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import {
  kindCountsSql,
  outcomesSql,
  personCountsSql,
  sequencesSql,
  type SequenceQuery,
} from './sequence-sql.ts';
import type { BuiltSequences, SequenceOutcome } from './sequence-types.ts';
import { sequenceWindow } from './sequence-window.ts';

export const sequencesStage = { name: 'Building sequences', weight: 6 } as const;

/** The kind that rare ones are put together as. */
export const otherKind = 'other';

/**
 * @throws PersonaeError `mapping.incomplete` without kinds, `data.too-few-persons` where nobody has an
 * event before the cutoff or two events, `data.constant` for one kind of event or an outcome that
 * everybody or nobody has
 */
export async function buildSequences(
  tables: IngestedTables,
  recipe: JourneysRecipe,
  context: JobContext,
): Promise<BuiltSequences> {
  context.progress(sequencesStage.name, 0);
  requireKinds(tables, recipe);
  requireReadableTimes(tables, recipe.quality);
  const query = await sequenceQuery(tables, recipe, context);
  const rows = (sql: string) => runCancellable(tables.duckDb, sql, context);
  const [counts = []] = await rows(personCountsSql(query));
  const [all = 0, early = 0, observed = 0, outcomeEvents = 0, truncated = 0, kept = 0] =
    counts.map(Number);
  if (observed === 0) throw nobodyObserved(query);
  const { names, rare } = await chooseKinds(query, recipe.journeys.sequences.rareShare, rows);
  context.progress(sequencesStage.name, 0.3);
  const sql = sequencesSql(
    query,
    names.filter((name) => name !== otherKind),
    otherKind,
  );
  const events = await streamEvents(tables, sql, names, { observed, kept }, context);
  if (kept === observed) throw loneEvents();
  const outcome = await readOutcome(recipe.journeys.sequences.outcome, query, observed, rows);
  context.progress(sequencesStage.name, 1);
  return {
    ...events,
    amounts: query.hasAmount ? events.amounts : null,
    kindNames: names,
    rareKinds: rare,
    outcome,
    window: query.window,
    leftOut: [
      { reason: 'The outcome came before the cutoff', personCount: early },
      {
        reason: 'No event in the observation window',
        personCount: Math.max(0, all - early - observed),
      },
    ].filter(({ personCount }) => personCount > 0),
    truncatedPersonCount: truncated,
    outcomeEventsTakenOut: outcomeEvents,
    sql,
  };
}

async function sequenceQuery(
  tables: IngestedTables,
  recipe: JourneysRecipe,
  context: JobContext,
): Promise<SequenceQuery> {
  const window = await sequenceWindow(tables, recipe, context);
  const local = localTimeOf(tables, recipe.asOf.timeZone);
  const clean = cleanEvents(tables, recipe.quality);
  const { robots } = recipe.quality;
  const before = storedSql(dateSql(window.followedUntil), local);
  // A robot's sequence is cut to the latest events anyway: capping has nothing left to do.
  const found =
    robots.treatment === 'leave-out'
      ? await findRobots(tables, clean, before, robots, context)
      : null;
  return {
    settings: recipe.journeys.sequences,
    window,
    local,
    clean,
    conditions: found && found.count > 0 ? [`NOT ${isRobotSql(found.threshold)}`] : [],
    hasAmount: tables.mapping.amount !== undefined,
    columnOf: (column) => extraColumnOf(tables.mapping, column),
  };
}

async function chooseKinds(
  query: SequenceQuery,
  rareShare: number,
  rows: (sql: string) => Promise<unknown[][]>,
): Promise<{ names: string[]; rare: string[] }> {
  const counted = (await rows(kindCountsSql(query))).map(([name, count]) => ({
    name: String(name),
    count: Number(count),
  }));
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  if (counted.length < 2) throw oneKind(counted[0]?.name ?? '');
  const isRare = ({ count }: { count: number }) => count < rareShare * total;
  const rare = counted.filter(isRare).map(({ name }) => name);
  const common = counted.filter((kind) => !isRare(kind) && kind.name !== otherKind);
  const hasOther = rare.length > 0 || counted.some(({ name }) => name === otherKind);
  const names = [...common.map(({ name }) => name), ...(hasOther ? [otherKind] : [])];
  return { names, rare };
}

type Events = Pick<BuiltSequences, 'persons' | 'starts' | 'kinds' | 'days'> & {
  amounts: Float64Array;
};

function streamEvents(
  { duckDb }: IngestedTables,
  sql: string,
  names: readonly string[],
  { observed, kept }: { observed: number; kept: number },
  context: JobContext,
): Promise<Events> {
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const persons: string[] = [];
  const starts = new Uint32Array(observed + 1);
  const kinds = new Uint16Array(kept);
  const days = new Float64Array(kept);
  const amounts = new Float64Array(kept);
  return whileCancellable(duckDb, context, () =>
    onDuckDb('the working store', async () => {
      const result = await duckDb.connection.stream(sql);
      let place = 0;
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        const [keys, kindCells, dayCells, amountCells] = [0, 1, 2, 3].map((index) =>
          chunk.getColumnVector(index),
        );
        for (let row = 0; row < chunk.rowCount; row++, place++) {
          const person = String(keys?.getItem(row));
          if (persons.at(-1) !== person) {
            starts[persons.length] = place;
            persons.push(person);
          }
          kinds[place] = indexOf.get(String(kindCells?.getItem(row))) ?? names.length - 1;
          days[place] = Number(dayCells?.getItem(row));
          const amount = amountCells?.getItem(row);
          amounts[place] = typeof amount === 'number' ? amount : NaN;
        }
        context.progress(sequencesStage.name, 0.3 + 0.6 * (place / kept));
      }
      starts[persons.length] = place;
      return { persons, starts, kinds, days, amounts };
    }),
  );
}

async function readOutcome(
  outcome: Outcome,
  query: SequenceQuery,
  personCount: number,
  rows: (sql: string) => Promise<unknown[][]>,
): Promise<SequenceOutcome | null> {
  if (outcome.kind === 'none') return null;
  const name = (outcome.kind === 'events' ? outcome.kinds : outcome.values).join(' or ');
  const found = await rows(outcomesSql(query));
  const happened = Uint8Array.from(found, ([, did]) => Number(did));
  const count = happened.reduce((sum, value) => sum + value, 0);
  if (count === 0 || count === personCount) throw sameOutcome(name, count > 0, query);
  return { name, happened, days: Float64Array.from(found, ([, , days]) => Number(days)) };
}

function requireKinds({ mapping }: IngestedTables, { journeys }: JourneysRecipe): void {
  const { input, indicators } = journeys.sequences;
  if (input === 'events' ? mapping.kind : indicators.length > 0) return;
  throw new PersonaeError({
    code: 'mapping.incomplete',
    message:
      input === 'events'
        ? 'No column says what kind of event a row is.'
        : 'No 0/1 column is chosen that says what an interaction was.',
    hint: 'Journeys compare people by what happened to them: choose it in the Roles step.',
  });
}

function nobodyObserved({ window }: SequenceQuery): PersonaeError {
  return new PersonaeError({
    code: 'data.too-few-persons',
    message: `Nobody has an event between ${window.from} and ${window.cutoff ?? 'their outcome'}.`,
    hint: 'Choose a later cutoff, or an earlier first day.',
  });
}

function oneKind(name: string): PersonaeError {
  return new PersonaeError({
    code: 'data.constant',
    message: `Every event in the observation window is of one kind: ${name}.`,
    hint: 'Journeys need several kinds of events. Choose another column for the kind.',
  });
}

function loneEvents(): PersonaeError {
  return new PersonaeError({
    code: 'data.too-few-persons',
    message: 'Nobody has more than one event in the observation window.',
    hint: 'A journey needs at least two events. Choose a later cutoff, or another column for the person.',
  });
}

function sameOutcome(name: string, isEverybody: boolean, { window }: SequenceQuery): PersonaeError {
  const when = window.cutoff === null ? '' : ` from ${window.cutoff} on`;
  return new PersonaeError({
    code: 'data.constant',
    message: `${isEverybody ? 'Everybody' : 'Nobody'} has the outcome "${name}"${when}.`,
    hint: 'Choose another outcome or cutoff, or none: journeys are compared without one too.',
  });
}
