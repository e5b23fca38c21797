// What can be measured of a person in a period, with the defaults of each measure: what the wizard
// offers and what a recipe without features takes.
import type { ColumnReference } from './mapping.ts';
import type { PanelFeature, PanelMeasure } from './states-settings.ts';

export interface MeasureFacts extends Pick<PanelFeature, 'fill' | 'emission' | 'log'> {
  /** `{column}` stands for the column's name. */
  readonly label: string;
  /** Whether a column has to be named, and of what kind. */
  readonly needs: 'nothing' | 'cell' | 'number';
  /** Whether cells are chosen that count; none: those that say yes. */
  readonly takesValues: boolean;
  readonly kind: 'continuous' | 'binary' | 'count';
}

const plain = { needs: 'nothing', takesValues: false, log: false, emission: 'gaussian' } as const;
const counted = { kind: 'count', fill: 'zero', emission: 'poisson', log: false } as const;
const ofCell = { needs: 'cell', takesValues: true, log: false } as const;
const ofNumber = { needs: 'number', takesValues: false, log: true, emission: 'gaussian' } as const;

export const measureFacts: Readonly<Record<PanelMeasure, MeasureFacts>> = {
  events: { ...plain, label: 'Events', kind: 'count', fill: 'zero' },
  'weekend-events': { ...plain, ...counted, label: 'Events on the weekend' },
  'weekday-events': { ...plain, ...counted, label: 'Events on weekdays' },
  'evening-events': { ...plain, ...counted, label: 'Events in the evening' },
  'count-of': { ...ofCell, ...counted, label: 'Events with {column}' },
  'weekend-share': { ...plain, label: 'Weekend share', kind: 'continuous', fill: 'missing' },
  'evening-share': { ...plain, label: 'Evening share', kind: 'continuous', fill: 'missing' },
  'any-of': {
    ...ofCell,
    label: 'Any {column}',
    kind: 'binary',
    fill: 'zero',
    emission: 'bernoulli',
  },
  'share-of': {
    ...ofCell,
    label: 'Share of {column}',
    kind: 'continuous',
    fill: 'missing',
    emission: 'gaussian',
  },
  'flag-of': {
    ...ofCell,
    label: '{column}',
    kind: 'binary',
    fill: 'carry-forward',
    emission: 'bernoulli',
  },
  'running-mean': {
    ...ofNumber,
    label: 'Average {column} so far',
    kind: 'continuous',
    fill: 'carry-forward',
  },
  'running-gap-days': {
    ...plain,
    label: 'Days between events so far',
    kind: 'continuous',
    fill: 'carry-forward',
    log: true,
  },
  'time-on-platform': {
    ...plain,
    label: 'Time since joining',
    kind: 'continuous',
    fill: 'increment',
  },
  'periods-since-event': {
    ...plain,
    label: 'Since last event',
    kind: 'continuous',
    fill: 'increment',
    log: true,
  },
  'ever-several': {
    ...ofCell,
    takesValues: false,
    label: 'More than one {column}',
    kind: 'binary',
    fill: 'carry-forward',
    emission: 'bernoulli',
  },
  sum: { ...ofNumber, label: 'Sum of {column}', kind: 'continuous', fill: 'zero' },
  mean: { ...ofNumber, label: 'Average {column}', kind: 'continuous', fill: 'missing' },
  'panel-value': {
    ...ofNumber,
    log: false,
    label: '{column}',
    kind: 'continuous',
    fill: 'missing',
  },
};

const longestLabel = 60;

/** What a feature is called where nobody named it: "Average price", "Any status cancelled or late". */
export function featureLabel({
  measure,
  column,
  values,
}: Pick<PanelFeature, 'measure' | 'column' | 'values'>): string {
  const { label, takesValues } = measureFacts[measure];
  const named = label.replace('{column}', column?.column ?? '');
  const told = takesValues && values.length > 0 ? `${named} ${values.join(' or ')}` : named;
  return told.slice(0, longestLabel).trim();
}

/** A feature with the defaults of its measure; its name is unique among those of other columns. */
export function newPanelFeature(
  measure: PanelMeasure,
  column?: ColumnReference,
  values: readonly string[] = [],
): PanelFeature {
  const { fill, emission, log } = measureFacts[measure];
  const suffix = column ? `-${column.column}` : '';
  return {
    name: `${measure}${suffix}`.slice(0, 60),
    label: featureLabel({ measure, ...(column ? { column } : {}), values: [...values] }),
    measure,
    ...(column ? { column } : {}),
    values: [...values],
    fill,
    emission,
    log,
  };
}
