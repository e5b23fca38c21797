// What a column would become if nobody objects: feature or not, and how its rows become one cell.
import type { ColumnDescription } from '#shared/data/description';
import type { CustomerColumn } from '#shared/recipe/explain-settings';

export interface SuggestedColumn {
  readonly suggested: CustomerColumn;
  readonly reason: string;
}

interface TableFacts {
  readonly name: string | null;
  readonly sampledRowCount: number;
  /** Keys come again: rows have to be brought to one a person. */
  readonly keysRepeat: boolean;
  /** The keys of the table, which are no features. */
  readonly keys: readonly string[];
  /** Orders the rows of a person, where the table has such a column. */
  readonly timeColumn: string | null;
  readonly isTaken: (name: string) => boolean;
}

const identifierName = /(^|[^a-z])(id|ids|uuid|guid|key|code|no|nr|hash|token|cookie)$/i;
const camelIdentifier = /[a-z](Id|ID|Uuid|Key)$/;
const rateName =
  /(per[^a-z]|rate|ratio|share|percent|avg|average|mean|score|price|age|tenure|time)/i;

const few = 20;

export function suggestColumn(column: ColumnDescription, table: TableFacts): SuggestedColumn {
  const ignoredBecause = ignoreReason(column, table);
  const { aggregation, timeColumn, reason } = table.keysRepeat
    ? aggregate(column, table.timeColumn)
    : { aggregation: 'value' as const, timeColumn: null, reason: 'One row a person.' };
  const suggested: CustomerColumn = {
    table: table.name,
    column: column.name,
    name: freeName(column.name, aggregation, table),
    kind: null,
    role: ignoredBecause === null ? 'feature' : 'ignored',
    aggregation,
    values: [],
    absent: null,
    timeColumn,
  };
  return { suggested, reason: ignoredBecause ?? reason };
}

function ignoreReason(
  column: ColumnDescription,
  { keys, sampledRowCount }: TableFacts,
): string | null {
  const { name, type, distinctInSample, missingShare } = column;
  if (keys.includes(name)) return 'It says whom the row is about.';
  if (type === 'time') return 'It holds moments: ids and dates only tell people apart.';
  if (distinctInSample === 0) return 'The sampled rows have no value.';
  const present = Math.round((1 - missingShare) * sampledRowCount);
  const differ = present >= few && distinctInSample > 0.9 * present;
  const isName = identifierName.test(name) || camelIdentifier.test(name);
  if (isName && (type === 'text' || type === 'integer')) return 'By its name it is an identifier.';
  if (differ && type === 'text') return 'Nearly every row has another text.';
  if (type === 'text' && distinctInSample > 200) {
    return `It is text with more than ${distinctInSample} different values.`;
  }
  return null;
}

function aggregate(
  { name, type, distinctInSample }: ColumnDescription,
  timeColumn: string | null,
): Pick<CustomerColumn, 'aggregation' | 'timeColumn'> & { reason: string } {
  const reason = 'Several rows a person.';
  if (type === 'boolean') return { aggregation: 'mean', timeColumn: null, reason };
  if (type === 'number' || type === 'integer') {
    const isRate = rateName.test(name);
    return { aggregation: isRate ? 'mean' : 'sum', timeColumn: null, reason };
  }
  if (distinctInSample > few) return { aggregation: 'distinct', timeColumn: null, reason };
  return { aggregation: 'last', timeColumn, reason };
}

function freeName(
  column: string,
  aggregation: CustomerColumn['aggregation'],
  { name, isTaken }: TableFacts,
): string {
  const plain = aggregation === 'value' ? column : `${column} ${aggregation}`;
  const candidates = [plain, name === null ? plain : `${plain} (${name})`];
  for (let number = 2; ; number++) {
    const free = candidates.map((one) => one.slice(0, 80)).find((one) => !isTaken(one));
    if (free !== undefined) return free;
    candidates.push(`${plain.slice(0, 70)} ${number}`);
  }
}
