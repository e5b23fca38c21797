// What a result was made of and by: kept with it, so that it can be made again.
import type { Provenance } from '#shared/results/result-parts';
import type { EngineEnvironment } from '../environment.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import type { DatedRecipe } from './events-mapping.ts';
import { libraryVersions } from './library-versions.ts';

export type DataFacts = Omit<Provenance, 'personaeVersion' | 'versions' | 'seed'>;

export function provenanceOf(
  { seed }: { readonly seed: number },
  { personaeVersion }: EngineEnvironment,
  data: DataFacts,
): Provenance {
  return { personaeVersion, versions: libraryVersions(), seed, ...data };
}

/** Of events that were read. */
export function eventsProvenance(
  recipe: DatedRecipe,
  { summary }: IngestedTables,
  environment: EngineEnvironment,
  { asOf, personCount }: Pick<DataFacts, 'asOf' | 'personCount'>,
): Provenance {
  return provenanceOf(recipe, environment, {
    dataFingerprint: summary.fingerprint,
    asOf,
    timeZone: recipe.asOf.timeZone,
    rowCount: summary.rowsKept,
    personCount,
  });
}
