// The kinds of events seen so far, most frequent first.
import type { ColumnDescription, Preview } from '#shared/data/description';

export interface KnownKind {
  readonly kind: string;
  /** In the first rows; 0 where it was seen elsewhere. */
  readonly count: number;
}

export function knownKinds(
  preview: Preview | null,
  column: ColumnDescription | undefined,
  qualifying: readonly string[],
): KnownKind[] {
  const counts = new Map<string, number>();
  // Those of the whole sample, which reaches to the end of the data, before those of the first rows.
  const seen = column?.values ?? column?.examples ?? [];
  for (const kind of [...seen, ...qualifying]) counts.set(kind, 0);
  const place = preview?.columns.findIndex(({ name }) => name === column?.name) ?? -1;
  for (const row of place < 0 ? [] : (preview?.rows ?? [])) {
    const cell = row[place];
    if (cell == null || cell === '') continue;
    counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
}
