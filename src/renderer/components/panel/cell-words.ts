// Cells of a panel as text.
import type { PersonPanelRow } from '#shared/results/person-states';
import { formatNumber, formatShare } from '../format.ts';

export interface PanelColumn {
  readonly name: string;
  readonly label: string;
  readonly unit: { readonly one: string; readonly many: string };
  readonly kind: 'continuous' | 'binary' | 'count';
  readonly isShare: boolean;
}

/** "yes" and "no" for flags; a share or a number as people read it; empty for what is missing. */
export function cellText(value: number | null, { kind, isShare }: PanelColumn): string {
  if (value === null) return '';
  if (kind === 'binary') return value === 1 ? 'yes' : value === 0 ? 'no' : formatNumber(value);
  return isShare ? formatShare(value) : formatNumber(value);
}

/** "Since last event, weeks"; a unit that the label says already, and that of counts, is left out. */
export function columnHeading({ label, unit, kind }: PanelColumn): string {
  const said =
    kind === 'count' || unit.many === '' || label.toLowerCase().includes(unit.many.toLowerCase());
  return said ? label : `${label}, ${unit.many}`;
}

export const originWords: Readonly<Record<PersonPanelRow['origins'][number], string>> = {
  seen: 'seen in events',
  filled: 'filled in',
  missing: 'missing',
};
