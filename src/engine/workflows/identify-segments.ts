// Which segment of this run is which of an earlier one: name and colour follow the content.
import { matchSegments } from '#analysis/agreement/match-segments';
import type { BoundName } from '#shared/recipe/event-settings';

export interface SegmentIdentity {
  readonly identity: number;
  readonly givenName: string | null;
}

/**
 * @param centres one a segment, standardised
 * @param known segments of an earlier run; those with other features are passed over
 * @returns one identity a segment; unlike content gets the least number that is free
 */
export function identifySegments(
  centres: readonly (readonly number[])[],
  known: readonly BoundName[],
): SegmentIdentity[] {
  const columnCount = centres[0]?.length ?? 0;
  const comparable = known.filter(({ centre }) => centre.length === columnCount);
  const kept = keptBy(centres, comparable, columnCount);
  const taken = new Set(kept.map((name) => name?.identity ?? null));
  let next = 0;
  const free = (): number => {
    while (taken.has(next)) next++;
    return next++;
  };
  return kept.map((name) => ({
    identity: name?.identity ?? free(),
    givenName: name?.name ?? null,
  }));
}

function keptBy(
  centres: readonly (readonly number[])[],
  known: readonly BoundName[],
  columnCount: number,
): (BoundName | undefined)[] {
  if (known.length === 0 || columnCount === 0) return centres.map(() => undefined);
  const flat = (rows: readonly (readonly number[])[]): Float64Array =>
    Float64Array.from(rows.flat());
  const { matches } = matchSegments(
    flat(known.map(({ centre }) => centre)),
    flat(centres),
    columnCount,
  );
  return matches.map(({ oldSegment, keepsName }) =>
    keepsName && oldSegment !== null ? known[oldSegment] : undefined,
  );
}
