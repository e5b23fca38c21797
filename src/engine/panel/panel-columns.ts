// The columns of a panel that exists already, where neither mapping nor features name any: all that
// hold numbers or yes and no in a sample, but for person and time.
import type { Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import { describeColumns } from '../sources/describe-column.ts';
import { sampleSource } from '../sources/sample-source.ts';

/** @returns the mapping with those columns as further ones; columns of yes and no typed so */
export async function panelColumns(source: Source, mapping: Mapping): Promise<Mapping> {
  const keys = [mapping.person.column, mapping.time.column].map((name) => name.toLowerCase());
  const sample = await sampleSource(source, 'event');
  const columns = describeColumns(sample).filter(
    ({ name, type }) =>
      !keys.includes(name.toLowerCase()) && ['integer', 'number', 'boolean'].includes(type),
  );
  const types = Object.fromEntries(
    columns.filter(({ type }) => type === 'boolean').map(({ name }) => [name, 'boolean' as const]),
  );
  return {
    ...mapping,
    extra: columns.map(({ name }) => ({ column: name, from: 'event' })),
    types: { ...types, ...mapping.types },
  };
}
