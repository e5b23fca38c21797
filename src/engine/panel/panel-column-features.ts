// Features of a panel that exists already: its columns, checked before anything is built of them.
import { PersonaeError } from '#shared/errors';
import { newPanelFeature } from '#shared/recipe/panel-features';
import type { PanelFeature, StatesSettings } from '#shared/recipe/states-settings';
import { extraColumnOf } from '../ingest/event-roles.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { numberSql } from '../sources/value-sql.ts';

interface CellFacts {
  readonly presentCount: number;
  readonly numberCount: number;
  readonly binary: boolean;
  readonly examples: readonly string[];
}

/**
 * The recipe's features, or one a further column of the mapping.
 * @throws PersonaeError `recipe.invalid` without any, `data.all-missing`, `column.type` naming the
 *   column with examples of its cells
 */
export async function panelColumnFeatures(
  tables: IngestedTables,
  { features }: Pick<StatesSettings, 'features'>,
  context: JobContext,
): Promise<readonly PanelFeature[]> {
  const columns =
    features.length > 0
      ? features.flatMap(({ column }) => column?.column ?? [])
      : tables.mapping.extra.map(({ column }) => column);
  const facts = new Map<string, CellFacts>();
  for (const column of columns) {
    const found = await cellFacts(tables, column, context);
    requireNumbers(column, found);
    facts.set(column, found);
  }
  if (features.length > 0) return features;
  if (columns.length > 0) {
    return columns.map((column) => {
      const feature = {
        ...newPanelFeature('panel-value', { column, from: 'event' }),
        name: column,
      };
      return facts.get(column)?.binary ? { ...feature, emission: 'bernoulli' } : feature;
    });
  }
  throw new PersonaeError({
    code: 'recipe.invalid',
    message: 'The recipe names no columns of the panel.',
    hint: 'Choose the columns that describe a person in a period.',
  });
}

async function cellFacts(
  tables: IngestedTables,
  column: string,
  context: JobContext,
): Promise<CellFacts> {
  const cell = extraColumnOf(tables.mapping, column);
  const found = tables.summary.columns.find(({ eventColumn }) => eventColumn === cell);
  const byHand = tables.mapping.types[column] === 'boolean';
  const isNumber = found?.type === 'number' || byHand || cell === 'click_count';
  const number = isNumber ? cell : numberSql(cell);
  const [row = []] = await runCancellable(
    tables.duckDb,
    `SELECT count(${cell}), count(${number}),
      ${byHand ? 'TRUE' : `coalesce(bool_and(${number} IN (0, 1)), FALSE)`} FROM event`,
    context,
  );
  const [presentCount, numberCount, binary] = row;
  const complete = Number(presentCount) === Number(numberCount);
  const rows = complete
    ? []
    : await runCancellable(
        tables.duckDb,
        `SELECT DISTINCT CAST(${cell} AS VARCHAR) AS text FROM event
          WHERE ${cell} IS NOT NULL AND ${number} IS NULL ORDER BY text LIMIT 3`,
        context,
      );
  return {
    presentCount: Number(presentCount),
    numberCount: Number(numberCount),
    binary: binary === true,
    examples: rows.flatMap(([text]) => (typeof text === 'string' ? [text] : [])),
  };
}

function requireNumbers(column: string, facts: CellFacts): void {
  const { presentCount, numberCount, examples } = facts;
  if (presentCount === 0) {
    throw new PersonaeError({
      code: 'data.all-missing',
      message: `The column ${column} of the panel has no value in any row.`,
      hint: 'Leave it out, or choose another column.',
    });
  }
  if (numberCount === presentCount) return;
  const count = (presentCount - numberCount).toLocaleString('en-US');
  throw new PersonaeError({
    code: 'column.type',
    message: `The column ${column} of the panel holds text in ${count} rows: ${examples.join(', ')}.`,
    hint: 'States need numbers. Where the words say yes and no, set the type of the column to yes or no (boolean), under Columns and types of the roles step; else leave it out.',
  });
}
