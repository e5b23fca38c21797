// The one schema that is known by heart: the context-ad clicks that Avito published in 2015.
import type { MappingSuggestion, TableDescription } from '#shared/data/description';
import type { Source } from '#shared/recipe/source';

const required = {
  SearchInfo: ['SearchID', 'SearchDate', 'UserID'],
  trainSearchStream: ['SearchID', 'IsClick'],
} as const;

type SqliteSource = Extract<Source, { kind: 'sqlite' }>;

function findTable(
  tables: readonly TableDescription[],
  name: keyof typeof required,
): TableDescription | undefined {
  return tables.find((table) => {
    const columns = new Set(table.columns.map((column) => column.name.toLowerCase()));
    return (
      table.name.toLowerCase() === name.toLowerCase() &&
      required[name].every((column) => columns.has(column.toLowerCase()))
    );
  });
}

/** The join of searches and the ads shown in them; null where the tables are others. */
export function avitoSource(
  file: string,
  tables: readonly TableDescription[],
): SqliteSource | null {
  const searches = findTable(tables, 'SearchInfo');
  const stream = findTable(tables, 'trainSearchStream');
  if (searches === undefined || stream === undefined) return null;
  return {
    kind: 'sqlite',
    file,
    from: { table: searches.name },
    detail: { table: stream.name, key: 'SearchID', eventKey: 'SearchID' },
  };
}

/** True where a source is that join. */
export function isAvitoSource(source: Source): boolean {
  return (
    source.kind === 'sqlite' &&
    'table' in source.from &&
    source.from.table.toLowerCase() === 'searchinfo' &&
    source.detail?.table.toLowerCase() === 'trainsearchstream'
  );
}

/** @param timeFormat as found in SearchDate. */
export function avitoMapping(timeFormat: string): MappingSuggestion {
  return {
    mapping: {
      person: { column: 'UserID', from: 'event' },
      time: { column: 'SearchDate', format: timeFormat },
      click: { column: 'IsClick', from: 'detail' },
      types: {},
    },
    reasons: {
      person: 'UserID: in the Avito data every search belongs to one user.',
      time: 'SearchDate: the moment of the search.',
      click:
        'IsClick: 1 where an ad was clicked; empty where clicks were not recorded, which is not a no.',
    },
  };
}
