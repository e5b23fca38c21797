// What a recipe asks of the panel, resolved against the events that were read.
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { PanelFeature } from '#shared/recipe/states-settings';
import { localTimeOf, resolveAsOf } from '../features/as-of.ts';
import { cleanEvents, requireReadableTimes } from '../features/clean-events.ts';
import { dateSql, storedSql, type LocalTime } from '../features/feature-sql.ts';
import { findRobots, isRobotSql } from '../features/robots.ts';
import { extraColumnOf } from '../ingest/event-roles.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { dayBefore, periodOf, periodStart } from './panel-period.ts';
import type { PanelQuery } from './panel-sql.ts';
import { panelColumnFeatures } from './panel-column-features.ts';
import { readyMadeFeatures } from './ready-made-features.ts';
import { isAmongSql, resolveFeatures } from './resolve-features.ts';

export interface AskedPanel {
  readonly query: PanelQuery;
  /** Persons left out as suspected robots. */
  readonly robotCount: number;
  readonly warnings: readonly string[];
}

/** @throws PersonaeError `recipe.invalid`, `mapping.incomplete`, `time.unparsable`, `column.type` */
export async function panelQuery(
  tables: IngestedTables,
  recipe: StatesRecipe,
  context: JobContext,
): Promise<AskedPanel> {
  const { panel } = recipe.states;
  const isPanel = panel.input === 'panel';
  const { quality } = recipe;
  requireReadableTimes(tables, isPanel ? { ...quality, unreadableTimes: 'stop' } : quality);
  const local = localTimeOf(tables, recipe.asOf.timeZone);
  const asOf = await resolveAsOf(tables, recipe.asOf, context);
  const clean = cleanEvents(tables, quality);
  const leavesOut = quality.robots.treatment === 'leave-out' && !isPanel;
  // A period that is not over yet would look like one in which little happens.
  const lastPeriod = isPanel ? periodOf(dayBefore(asOf), panel) : periodOf(asOf, panel) - 1;
  const until = isPanel ? asOf : periodStart(lastPeriod + 1, panel);
  const before = storedSql(dateSql(until), local);
  const robots = leavesOut
    ? await findRobots(tables, clean, before, quality.robots, context)
    : { threshold: Infinity, count: 0 };
  const features = await chosenFeatures(tables, recipe, context);
  const warnings: string[] = [];
  if (quality.robots.treatment === 'cap' && !isPanel) {
    warnings.push('States do not cap events: suspected robots are in the panel as they are.');
  }
  if (until < asOf) {
    const later = await countBetween(tables, until, asOf, local, context);
    if (later > 0) {
      warnings.push(
        `The ${panel.period} of ${until} is not over at the as-of date ${asOf}: its ${later.toLocaleString('en-US')} events are not in the panel.`,
      );
    }
  }
  return {
    query: {
      settings: panel,
      features: resolveFeatures(features, panel, tables.mapping, tables.summary),
      local,
      asOf,
      lastPeriod,
      until,
      events: clean.events,
      conditions: [
        ...clean.conditions,
        ...(robots.count > 0 ? [`NOT ${isRobotSql(robots.threshold)}`] : []),
      ],
      opens: opensSql(tables, recipe),
    },
    robotCount: robots.count,
    warnings,
  };
}

async function countBetween(
  { duckDb }: IngestedTables,
  from: string,
  until: string,
  local: LocalTime,
  context: JobContext,
): Promise<number> {
  const [start, end] = [from, until].map((date) => storedSql(dateSql(date), local));
  const [row] = await runCancellable(
    duckDb,
    `SELECT count(*) FROM event WHERE occurred_at >= ${start} AND occurred_at < ${end}`,
    context,
  );
  return Number(row?.[0] ?? 0);
}

function opensSql({ mapping, summary }: IngestedTables, { states }: StatesRecipe): string | null {
  const { startsWith } = states.panel;
  if (startsWith === null) return null;
  const cell = extraColumnOf(mapping, startsWith.column.column);
  const isNumber =
    cell === 'amount' ||
    cell === 'click_count' ||
    summary.columns.some(({ eventColumn, type }) => eventColumn === cell && type === 'number');
  return isAmongSql(cell, isNumber, startsWith.values, 'The first event of a sequence');
}

async function chosenFeatures(
  tables: IngestedTables,
  { states }: StatesRecipe,
  context: JobContext,
): Promise<readonly PanelFeature[]> {
  if (states.panel.input === 'panel') return panelColumnFeatures(tables, states, context);
  if (states.features.length > 0) return states.features;
  return readyMadeFeatures(tables.mapping, states.panel);
}
