// What the writer of one table of the Avito-shaped sample needs.
import type { AvitoPlan } from './avito-plan.ts';
import type { AvitoSearches } from './avito-search.ts';
import type { TableFiller } from './table-filler.ts';

export interface SampleTables {
  readonly plan: AvitoPlan;
  readonly searches: AvitoSearches;
  readonly seed: number;
  readonly fill: (table: string, columnCount: number) => TableFiller;
}
