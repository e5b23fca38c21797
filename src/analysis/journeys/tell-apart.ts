// What to add to the names of segments that would else be called the same.
import type { SegmentRow, SegmentTable } from './journey-types.ts';

type Suffix = (row: SegmentRow) => string;

/**
 * One addition for each of the rows: the first of these that tells all of them apart. The kind of event
 * in which they differ most, the number of events, the days from first to last, the tenure, two of them
 * together; at last a number, the largest segment having none.
 */
export function tellApart(rows: readonly SegmentRow[], table: SegmentTable): string[] {
  const single = [kindSuffix(rows, table), lengthSuffix, spanSuffix, tenureSuffix];
  const pairs = single.flatMap((first, i) =>
    single.slice(i + 1).map(
      (second): Suffix =>
        (row) =>
          first(row) + second(row),
    ),
  );
  for (const suffix of [...single, ...pairs]) {
    const found = rows.map(suffix);
    if (new Set(found).size === rows.length) return found;
  }
  const bySize = [...rows].sort((a, b) => b.size - a.size || a.segment - b.segment);
  return rows.map((row) => {
    const place = bySize.indexOf(row);
    return place === 0 ? '' : ` (${place + 1})`;
  });
}

function kindSuffix(rows: readonly SegmentRow[], { kindNames, everybody }: SegmentTable): Suffix {
  let widest = { spread: 0, kind: -1 };
  kindNames.forEach((_, kind) => {
    const deviation = everybody.kinds[kind]?.deviation ?? 0;
    const means = rows.map((row) => row.kinds[kind]?.mean ?? 0);
    const spread = deviation > 0 ? (Math.max(...means) - Math.min(...means)) / deviation : 0;
    if (spread > widest.spread) widest = { spread, kind };
  });
  const { kind } = widest;
  return (row) => {
    const mean = row.kinds[kind]?.mean;
    if (mean === undefined) return '';
    return mean === 0 ? `, no ${kindNames[kind]}` : `, about ${short(mean)} ${kindNames[kind]}`;
  };
}

const lengthSuffix: Suffix = ({ length }) =>
  length ? `, about ${short(length.mean)} ${unit(length.mean, 'event')}` : '';

const spanSuffix: Suffix = ({ firstDay, lastDay }) => {
  if (!firstDay || !lastDay) return '';
  const days = lastDay.mean - firstDay.mean;
  return `, over about ${short(days)} ${unit(days, 'day')}`;
};

const tenureSuffix: Suffix = ({ tenure }) =>
  tenure ? `, since ${short(tenure.mean)} ${unit(tenure.mean, 'day')}` : '';

/** Two significant digits, or all before the point: 0.034, 1.2, 12, 345. */
function short(value: number): string {
  return String(Math.abs(value) >= 10 ? Math.round(value) : Number(value.toPrecision(2)));
}

function unit(value: number, one: string): string {
  return short(value) === '1' ? one : `${one}s`;
}
