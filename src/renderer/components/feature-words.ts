// Features and their units as tables, cards and headings name them.

interface Named {
  /** "Recency", "Orders", "Amount" */
  readonly label: string;
  /** "days", "orders"; "currency" where the data does not tell which. */
  readonly unit: string;
}

/** Amounts have no unit that the data would tell. */
export function unitOf({ unit }: Pick<Named, 'unit'>): string {
  return unit === 'currency' ? '' : unit;
}

/** The unit where it says more than the label does; empty for "Orders, counted in orders". */
export function unitBeside(feature: Named): string {
  const unit = unitOf(feature);
  return unit.toLowerCase() === feature.label.toLowerCase() ? '' : unit;
}
