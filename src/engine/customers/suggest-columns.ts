// The columns of all sources of a draft, from samples, with what each would become.
import { basename } from 'node:path';
import type {
  CustomerColumns,
  CustomerDraft,
  CustomerTableColumns,
} from '#shared/data/customer-columns';
import type { Source } from '#shared/recipe/source';
import { reservedNames } from './table-names.ts';
import { sampleOfTable, type SampledTable } from './sampled-table.ts';
import { keysRepeat, suggestMeeting, suggestPerson, type SuggestedKey } from './suggest-keys.ts';
import { suggestColumn } from './suggest-column.ts';
import { suggestLabel } from './suggest-label.ts';

/**
 * @param draft its files are paths
 * @throws PersonaeError as reading a source does
 */
export async function suggestColumns(draft: CustomerDraft): Promise<CustomerColumns> {
  // The joined table has columns of its own.
  const taken = new Set(reservedNames);
  const main = await sampleOfTable(draft.source);
  const suggestedPerson = suggestPerson(main);
  const person = draft.person ?? suggestedPerson?.column ?? null;
  const persons = person === null ? [] : main.valuesOf(person);
  const tables = [
    tableColumns(
      { name: null, source: draft.source, table: main, key: person, identity: null },
      suggestedPerson,
      taken,
    ),
  ];
  for (const { name, source, key, identity } of draft.tables) {
    const table = await sampleOfTable(source);
    const links = identity && (await sampleOfTable(identity.source));
    const linked =
      links && identity ? identityColumns(links, table, persons, person, identity) : null;
    const others = links && linked?.keyColumn ? links.valuesOf(linked.keyColumn) : persons;
    const what = linked ? 'the identity map' : 'the main table';
    const suggestedKey = suggestMeeting(table, others, linked ? linked.keyColumn : person, what);
    const chosen = key ?? suggestedKey?.column ?? null;
    tables.push(
      tableColumns(
        { name, source, table, key: chosen, identity: linked?.described ?? null },
        suggestedKey,
        taken,
      ),
    );
  }
  return { tables, suggestedLabel: suggestLabel(tables) };
}

interface LinkedColumns {
  readonly keyColumn: string | null;
  readonly described: CustomerTableColumns['identity'];
}

function identityColumns(
  links: SampledTable,
  table: SampledTable,
  persons: readonly string[],
  person: string | null,
  chosen: { personColumn: string | null; keyColumn: string | null },
): LinkedColumns {
  const suggestedPerson = suggestMeeting(links, persons, person, 'the main table');
  const personColumn = chosen.personColumn ?? suggestedPerson?.column ?? null;
  const keys = links.columns.filter(({ name }) => name !== personColumn);
  const ranked = keys
    .map(({ name }) => ({ name, meeting: bestMeeting(links.valuesOf(name), table) }))
    .sort((a, b) => b.meeting - a.meeting);
  const [best] = ranked;
  const suggestedKey: SuggestedKey =
    best && (best.meeting > 0 || ranked.length === 1)
      ? { column: best.name, reason: `${best.name}: its values are met in the table.` }
      : null;
  return {
    keyColumn: chosen.keyColumn ?? suggestedKey?.column ?? null,
    described: { columns: [...links.columns], suggestedPerson, suggestedKey },
  };
}

function bestMeeting(values: readonly string[], table: SampledTable): number {
  const wanted = new Set(values);
  return Math.max(
    0,
    ...table.columns.map(({ name }) => {
      const cells = table.valuesOf(name);
      return cells.length === 0
        ? 0
        : cells.filter((cell) => wanted.has(cell)).length / cells.length;
    }),
  );
}

interface TableDraft {
  readonly name: string | null;
  readonly source: Source;
  readonly table: SampledTable;
  readonly key: string | null;
  readonly identity: CustomerTableColumns['identity'];
}

function tableColumns(
  { name, source, table, key, identity }: TableDraft,
  suggestedKey: SuggestedKey,
  taken: Set<string>,
): CustomerTableColumns {
  const repeat = keysRepeat(table, key);
  const moments = table.columns.filter(({ type }) => type === 'time');
  const facts = {
    name,
    sampledRowCount: table.rowCount,
    keysRepeat: repeat,
    keys: key === null ? [] : [key],
    timeColumn: moments.length === 1 ? (moments[0]?.name ?? null) : null,
    isTaken: (wanted: string) => taken.has(wanted.toLowerCase()),
  };
  const columns = table.columns.map((column) => {
    const suggestion = suggestColumn(column, facts);
    taken.add(suggestion.suggested.name.toLowerCase());
    return { ...column, ...suggestion };
  });
  return {
    name,
    fileName: basename(source.file),
    rowCount: table.sample.rowCount,
    rowCountExact: table.sample.rowCountExact,
    sampledRowCount: table.rowCount,
    suggestedKey,
    keysRepeat: repeat,
    identity,
    columns,
  };
}
