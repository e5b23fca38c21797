// A mapping proposed from names and contents; the person corrects it.
import type { MappingSuggestion } from '#shared/data/description';
import type { Source } from '#shared/recipe/source';
import { describeColumns } from './describe-column.ts';
import { avitoMapping, isAvitoSource } from './mapping/avito-preset.ts';
import { suggestRoles, type Candidate } from './mapping/suggest-roles.ts';
import { sampleSource, type SourcePart } from './sample-source.ts';

async function candidatesOf(source: Source, part: SourcePart): Promise<Candidate[]> {
  const sample = await sampleSource(source, part);
  const sampledRowCount = sample.firstRows.length + sample.spreadRows.length;
  return describeColumns(sample).map((column) => ({ column, from: part, sampledRowCount }));
}

/**
 * A role without a column that fits is left open. `file` is a path here.
 * @throws PersonaeError as `describeSource` does, and `table.missing`, `query.*`.
 */
export async function suggestMapping(source: Source): Promise<MappingSuggestion> {
  const events = await candidatesOf(source, 'event');
  const hasDetail = source.kind === 'sqlite' && source.detail !== undefined;
  const details = hasDetail ? await candidatesOf(source, 'detail') : [];
  if (isAvitoSource(source)) {
    const searchDate = events.find(({ column }) => column.name.toLowerCase() === 'searchdate');
    return avitoMapping(searchDate?.column.timeFormat ?? 'iso');
  }
  return suggestRoles([...events, ...details]);
}
