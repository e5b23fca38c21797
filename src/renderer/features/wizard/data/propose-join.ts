// The likeliest join: a column that both tables have, an id before anything else.
import type { TableDescription } from '#shared/data/description';
import type { Detail } from '#shared/recipe/source';

/** Null where no table shares the name of a column with the events. */
export function proposeJoin(
  eventColumns: readonly string[],
  tables: readonly TableDescription[],
): Detail | null {
  const events = new Map(eventColumns.map((name) => [name.toLowerCase(), name]));
  const joins = tables.flatMap((table) =>
    table.columns.flatMap(({ name }) => {
      const eventKey = events.get(name.toLowerCase());
      return eventKey === undefined ? [] : [{ table, key: name, eventKey }];
    }),
  );
  const isId = ({ key }: { key: string }) => /id$|key$/i.test(key);
  const size = ({ table }: { table: TableDescription }) => table.rowCount ?? 0;
  // Details are many: the largest table with a common id is the likeliest.
  const [best] = joins.sort((a, b) => Number(isId(b)) - Number(isId(a)) || size(b) - size(a));
  return best ? { table: best.table.name, key: best.key, eventKey: best.eventKey } : null;
}
