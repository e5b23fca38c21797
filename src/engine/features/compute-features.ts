// Recency, frequency and engagement of everybody, as the recipe says.
import { PersonaeError } from '#shared/errors';
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import type { JobContext } from '../jobs/job-context.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { addPauses } from '../ingest/pauses.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import { featuresStage } from '../ingest/stages.ts';
import { localTimeOf, resolveAsOf } from './as-of.ts';
import { cleanEvents, requireReadableTimes } from './clean-events.ts';
import { chosenMeasures, featureNames } from './feature-registry.ts';
import { dateSql, featureSql, storedSql } from './feature-sql.ts';
import type { PersonFeatures } from './person-features.ts';
import { requireRoles } from './require-roles.ts';
import { findRobots, isRobotSql } from './robots.ts';
import { streamFeatures } from './stream-features.ts';

/**
 * @param asOfOverride an earlier ISO date, for the picture of migration. Robots are those of the
 * recipe's own as-of date all the same, so that nobody changes sides between the two.
 * @throws PersonaeError `mapping.incomplete`, `time.unparsable`, `recipe.invalid`,
 * `data.too-few-persons` where nobody has an event before the as-of date
 */
export async function computeFeatures(
  tables: IngestedTables,
  recipe: RfeRecipe,
  context: JobContext,
  asOfOverride?: string,
): Promise<PersonFeatures> {
  context.progress(featuresStage.name, 0);
  requireRoles(tables.mapping, recipe.features);
  requireReadableTimes(tables, recipe.quality);
  const { duckDb } = tables;
  const local = localTimeOf(tables, recipe.asOf.timeZone);
  const ownAsOf = await resolveAsOf(tables, recipe.asOf, context);
  const asOf = asOfOverride ?? ownAsOf;
  const clean = cleanEvents(tables, recipe.quality);
  const measures = Object.values(chosenMeasures(recipe.features));
  const withPauses = clean.areAll && measures.some(({ usesPauses }) => usesPauses);
  if (withPauses) await addPauses(duckDb, context);
  const { treatment } = recipe.quality.robots;
  const before = storedSql(dateSql(ownAsOf), local);
  const robots =
    treatment === 'keep'
      ? { threshold: Infinity, count: 0 }
      : await findRobots(tables, clean, before, recipe.quality.robots, context);
  const isRobot = isRobotSql(robots.threshold);
  const leaveOut = treatment === 'leave-out' && robots.count > 0;
  const measured = featureSql({
    names: featureNames,
    features: recipe.features,
    asOf: dateSql(asOf),
    local,
    events: clean.events,
    withPauses,
    conditions: [...clean.conditions, ...(leaveOut ? [`NOT ${isRobot}`] : [])],
  });
  const sql = treatment === 'cap' && robots.count > 0 ? cappedSql(measured, isRobot) : measured;
  const asDoubles = `SELECT person, ${featureNames.map((name) => `CAST(${name} AS DOUBLE)`).join(', ')}
    FROM (${sql}) ORDER BY person`;
  const { persons, columns } = await streamFeatures(
    duckDb,
    asDoubles,
    featureNames.length,
    tables.summary.personCount,
    context,
  );
  const [recency, frequency, engagement] = columns;
  if (!recency || !frequency || !engagement || persons.length === 0) throw nobody(asOf);
  const later = await countLater(tables, asOf, recipe.asOf.timeZone, context);
  context.progress(featuresStage.name, 1);
  return {
    persons,
    recency,
    frequency,
    engagement,
    asOf,
    sql,
    dropped: { ...later, robotCount: robots.count, robotTreatment: treatment },
  };
}

/** Frequency and engagement of suspected robots, cut to the largest among the others. */
function cappedSql(measured: string, isRobot: string): string {
  const capped = ['frequency', 'engagement'].map(
    (name) =>
      `CASE WHEN ${isRobot} THEN least(${name}, (SELECT max(${name}) FROM measured WHERE NOT ${isRobot})) ELSE ${name} END AS ${name}`,
  );
  return `WITH measured AS (${measured})
SELECT person, recency, ${capped.join(',\n  ')}
FROM measured ORDER BY person`;
}

async function countLater(
  tables: IngestedTables,
  asOf: string,
  timeZone: string,
  context: JobContext,
): Promise<{ laterEventCount: number; laterPersonCount: number }> {
  const before = storedSql(dateSql(asOf), localTimeOf(tables, timeZone));
  const [row] = await runCancellable(
    tables.duckDb,
    `SELECT count(*) FROM event WHERE occurred_at >= ${before}`,
    context,
  );
  const laterEventCount = Number(row?.[0] ?? 0);
  if (laterEventCount === 0) return { laterEventCount, laterPersonCount: 0 };
  const [persons] = await runCancellable(
    tables.duckDb,
    `SELECT count(*) FROM (SELECT person FROM event GROUP BY person HAVING min(occurred_at) >= ${before})`,
    context,
  );
  return { laterEventCount, laterPersonCount: Number(persons?.[0] ?? 0) };
}

function nobody(asOf: string): PersonaeError {
  return new PersonaeError({
    code: 'data.too-few-persons',
    message: `Nobody has an event that counts before ${asOf}.`,
    hint: 'Choose a later as-of date, or leave fewer rows out.',
  });
}
