// What a feature of the panel is made of. One measure is one file in `features`; panel-sql.ts puts
// chosen measures together into one statement, which is also shown.
import type { MeasureFacts } from '#shared/recipe/panel-features';
import type { PanelSettings } from '#shared/recipe/states-settings';

export interface Unit {
  readonly one: string;
  readonly many: string;
}

/** What the SQL of a measure may refer to. */
export interface MeasureContext {
  readonly settings: PanelSettings;
  /** SQL of the measured column's cell over `counted`; '' for measures without a column. */
  readonly cell: string;
  /** The same as a number, NULL where it is none. */
  readonly number: string;
  /** SQL, NULL for an empty cell: whether the cell is one of the feature's values, or says yes. */
  readonly isAmong: string;
  /** The column's name and the values, for sentences. */
  readonly column: string;
  readonly values: readonly string[];
}

export interface MeasureSql {
  /** Aggregates over the events of one person in one period, by name. */
  readonly parts?: Readonly<Record<string, string>>;
  /**
   * The value in a period with events, over one row a person and period: `period`, `events`, the
   * parts, and the window `so_far`, which ends with the row and never meets another person.
   */
  value(part: (name: string) => string): string;
}

/** What one file in `features` says of its measure, beside the facts that the wizard knows too. */
export interface MeasureModule {
  readonly unit: (context: MeasureContext) => Unit;
  /** Between 0 and 1 by its nature, and shown as a percentage; binary ones are so anyway. */
  readonly isShare?: boolean;
  /** What states are called that have much of it, or little; by the label where not given. */
  readonly words?: { readonly high: string; readonly low: string };
  definition(context: MeasureContext): string;
  sql(context: MeasureContext): MeasureSql;
}

export type PanelMeasure = MeasureModule & MeasureFacts;

export const share: Unit = { one: '', many: '' };

/** SQL of a share of counts, exact: NULL where nothing was counted. */
export function ratioSql(part: string, whole: string): string {
  return `CAST(${part} AS DOUBLE) / nullif(${whole}, 0)`;
}

/** "Friday, Saturday and Sunday" */
export function daysInWords(days: PanelSettings['weekend']): string {
  const names = days.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`);
  return new Intl.ListFormat('en-GB').format(names);
}

/** "Berlin", "Rome or Oslo", "yes" for no values at all. */
export function valuesInWords(values: readonly string[]): string {
  return values.length === 0 ? 'yes' : values.join(' or ');
}
