// One person's rows of the panel as a draft would build them: what the fill policies do.
import { PersonaeError } from '#shared/errors';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { PanelPreview, PersonPanelRow } from '#shared/results/person-states';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { silentContext } from '../jobs/job-context.ts';
import { preparePanel } from './build-panel.ts';
import { periodStart, periodUnits } from './panel-period.ts';
import { panelQuery } from './panel-query.ts';
import { parts, shownPanelSql, type PanelQuery } from './panel-sql.ts';
import type { PanelMeasure } from './panel-measure.ts';
import { isPersonSql, rawEvents } from './raw-events.ts';
import type { ResolvedFeature } from './resolve-features.ts';
import { streamPanel, type PanelRows } from './stream-panel.ts';

/**
 * Robots, the sample and the least number of periods leave nobody out here; remarks say where the
 * person would be.
 *
 * @param person null: one with as many events as is typical
 * @throws PersonaeError `person.missing`, and what the settings are refused for
 */
export async function previewPanel(
  tables: IngestedTables,
  recipe: StatesRecipe,
  person: string | null,
): Promise<PanelPreview> {
  const context = silentContext();
  const chosen = person ?? (await typicalPerson(tables));
  const quality = {
    ...recipe.quality,
    robots: { ...recipe.quality.robots, treatment: 'keep' as const },
  };
  const { query: everybody } = await panelQuery(tables, { ...recipe, quality }, context);
  const isPerson = isPersonSql(tables, chosen);
  if (isPerson === null) throw nobody(chosen);
  const query: PanelQuery = {
    ...everybody,
    settings: { ...everybody.settings, minimumPeriods: 1 },
    conditions: [...everybody.conditions, isPerson],
  };
  await preparePanel(tables, query, context);
  const events = await rawEvents(tables, chosen, query.local);
  if (events.total === 0) throw nobody(chosen);
  const [span] = await tables.duckDb.rows(`SELECT first, last FROM ${parts.spans}`);
  const counts = { personCount: span ? 1 : 0, rowCount: 0 };
  if (span) counts.rowCount = Number(span[1]) - Number(span[0]) + 1;
  const rows = await streamPanel(tables, query, counts, context);
  return {
    person: chosen,
    columns: query.features.map((resolved) => {
      const { feature, measure, context: of } = resolved;
      const { name, label, fill, emission } = feature;
      return {
        name,
        label,
        unit: measure.unit(of),
        kind: previewedKind(resolved),
        isShare: measure.isShare === true,
        fill,
        emission,
        definition: measure.definition(of),
        sql: shownPanelSql({ ...query, features: [resolved] }),
        feature,
      };
    }),
    rows: personRows(rows, 0, query.settings),
    events,
    remarks: await remarksOn(tables, query, recipe, rows),
  };
}

/** A column of a panel is a flag where it is to be modelled as one. */
function previewedKind({ feature, measure }: ResolvedFeature): PanelMeasure['kind'] {
  const isFlag = feature.measure === 'panel-value' && feature.emission === 'bernoulli';
  return isFlag ? 'binary' : measure.kind;
}

type KeptRows = Pick<PanelRows, 'starts' | 'firstPeriods' | 'eventCounts'> & {
  readonly columns: readonly Float64Array[];
};

/** The rows of the person at a place, with the origin of every cell. */
export function personRows(
  { starts, firstPeriods, eventCounts, columns }: KeptRows,
  person: number,
  settings: Pick<PanelQuery['settings'], 'input' | 'period' | 'firstWeekday'>,
): PersonPanelRow[] {
  const start = starts[person] ?? 0;
  const length = (starts[person + 1] ?? start) - start;
  return Array.from({ length }, (_, place) => {
    const row = start + place;
    const count = eventCounts[row] ?? 0;
    const cells = columns.map((column) => column[row] ?? NaN);
    return {
      period: periodStart((firstPeriods[person] ?? 0) + place, settings),
      eventCount: settings.input === 'events' ? count : null,
      cells: cells.map((cell) => (Number.isNaN(cell) ? null : cell)),
      origins: cells.map((cell) =>
        Number.isNaN(cell) ? 'missing' : count === 0 ? 'filled' : 'seen',
      ),
    };
  });
}

async function typicalPerson({ duckDb }: IngestedTables): Promise<string> {
  const [row] = await duckDb.rows(
    `WITH counts AS (SELECT person, count(*) AS events FROM event GROUP BY person)
      SELECT CAST(person AS VARCHAR) FROM counts
      ORDER BY abs(events - (SELECT median(events) FROM counts)), person LIMIT 1`,
  );
  return typeof row?.[0] === 'string' ? row[0] : '';
}

async function remarksOn(
  { duckDb }: IngestedTables,
  { settings, until, lastPeriod, opens }: PanelQuery,
  { states }: StatesRecipe,
  { rowCount, firstPeriods }: PanelRows,
): Promise<string[]> {
  const { one, many } = periodUnits[settings.period];
  const first = firstPeriods[0];
  if (first === undefined) {
    return [
      opens === null
        ? `No ${settings.input === 'panel' ? 'row' : 'event'} of this person lies before ${until}.`
        : 'This person has no event that opens a sequence.',
    ];
  }
  const last = first + rowCount - 1;
  const thing = settings.input === 'panel' ? 'row' : 'event';
  const opening = opens === null ? `the first ${thing}` : 'the first event that opens a sequence';
  const remarks = [
    `The rows begin with the ${one} of ${opening}, ${periodStart(first, settings)}.`,
  ];
  if (settings.input === 'events' && last < lastPeriod) {
    const [row] = await duckDb.rows(
      `SELECT coalesce(sum(events), 0) FROM ${parts.seen} WHERE period > ${last}`,
    );
    const later = Number(row?.[0] ?? 0);
    const behind =
      later === 0
        ? ''
        : ` What came later, ${later} ${later === 1 ? 'event' : 'events'}, is not in the panel.`;
    remarks.push(
      `Nothing happened for more than ${settings.gapCutoff} ${many}: the person is dormant, and the rows end with ${periodStart(last, settings)}.${behind}`,
    );
  }
  const least = states.panel.minimumPeriods;
  if (rowCount < least) {
    remarks.push(
      `With ${rowCount} ${rowCount === 1 ? one : many} the person is left out: at least ${least} are asked for.`,
    );
  }
  return remarks;
}

function nobody(person: string): PersonaeError {
  return new PersonaeError({
    code: 'person.missing',
    message: `There is no person ${person} in the data.`,
    hint: 'Search by the key as it stands in the source.',
  });
}
