// The tables that hold data: a sample keeps its planted truth in a table that is nobody's data.
import type { SourceDescription, TableDescription } from '#shared/data/description';

const truthTable = 'personae_truth';

export function visibleTables(description: SourceDescription): TableDescription[] {
  return description.tables.filter(({ name }) => name !== truthTable);
}
