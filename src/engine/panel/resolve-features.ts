// The features of a recipe with the SQL of the columns they measure; every fault is named.
import { PersonaeError } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import type { PanelFeature, PanelSettings } from '#shared/recipe/states-settings';
import { literal } from '../duckdb/sql-text.ts';
import { extraColumnOf } from '../ingest/event-roles.ts';
import type { IngestSummary } from '../ingest/ingest-summary.ts';
import { amountLimit } from '../ingest/typed-events.ts';
import { booleanSql, numberSql } from '../sources/value-sql.ts';
import { panelMeasure } from './panel-measures.ts';
import type { MeasureContext, PanelMeasure } from './panel-measure.ts';

export interface ResolvedFeature {
  readonly feature: PanelFeature;
  readonly measure: PanelMeasure;
  readonly context: MeasureContext;
}

function invalid(message: string, hint: string): PersonaeError {
  return new PersonaeError({ code: 'recipe.invalid', message, hint });
}

/**
 * @param mapping with all columns that the features refer to
 * @throws PersonaeError `recipe.invalid`, `mapping.incomplete`, `column.type`, naming the feature
 */
export function resolveFeatures(
  features: readonly PanelFeature[],
  settings: PanelSettings,
  mapping: Mapping,
  summary: IngestSummary,
): ResolvedFeature[] {
  const names = new Set<string>();
  return features.map((feature) => {
    if (names.has(feature.name)) {
      throw invalid(`Two features are called ${feature.name}.`, 'Give each a name of its own.');
    }
    names.add(feature.name);
    const measure = panelMeasure(feature.measure);
    requireFit(feature, measure, settings);
    return { feature, measure, context: contextOf(feature, measure, settings, mapping, summary) };
  });
}

function requireFit(feature: PanelFeature, measure: PanelMeasure, settings: PanelSettings): void {
  const { name, emission } = feature;
  if (measure.needs !== 'nothing' && !feature.column) {
    throw invalid(`The feature ${name} names no column to measure.`, 'Choose its column.');
  }
  if (settings.input === 'panel' && feature.measure !== 'panel-value') {
    throw invalid(
      `The feature ${name} counts events, but the source is a panel already.`,
      'Choose columns of the panel as features, or say that the source holds events.',
    );
  }
  if (settings.input === 'events' && feature.measure === 'panel-value') {
    throw invalid(
      `The feature ${name} is a column of a panel, but the source holds events.`,
      'Choose a measure of events, or say that the source is a panel already.',
    );
  }
  const free = feature.measure === 'panel-value';
  if (!free && emission === 'bernoulli' && measure.kind !== 'binary') {
    throw invalid(`The feature ${name} is not binary.`, 'Choose Gaussian for it.');
  }
  if (!free && emission === 'poisson' && measure.kind !== 'count') {
    throw invalid(`The feature ${name} counts nothing.`, 'Choose Gaussian for it.');
  }
}

function contextOf(
  { name, column, values }: PanelFeature,
  { needs }: PanelMeasure,
  settings: PanelSettings,
  mapping: Mapping,
  summary: IngestSummary,
): MeasureContext {
  if (needs === 'nothing' || !column) {
    return { settings, cell: '', number: '', isAmong: '', column: '', values };
  }
  const cell = extraColumnOf(mapping, column.column);
  const found = summary.columns.find(({ eventColumn }) => eventColumn === cell);
  const isNumber = cell === 'amount' || cell === 'click_count' || found?.type === 'number';
  const isFlag = mapping.types[column.column] === 'boolean';
  return {
    settings,
    cell,
    number: isFlag ? `CAST(${booleanSql(cell)} AS INTEGER)` : boundedSql(cell, isNumber),
    isAmong: isAmongSql(cell, isNumber, values, name),
    column: column.column,
    values,
  };
}

/** Numbers that can be summed exactly; NULL for others, which were counted as they were read. */
function boundedSql(cell: string, isNumber: boolean): string {
  const number = isNumber ? cell : numberSql(cell);
  return `CASE WHEN abs(${number}) <= ${amountLimit} THEN ${number} END`;
}

/** @throws PersonaeError `recipe.invalid` for a value that a column of numbers cannot hold */
export function isAmongSql(
  cell: string,
  isNumber: boolean,
  values: readonly string[],
  feature: string,
): string {
  if (values.length === 0) return isNumber ? `(${cell} <> 0)` : booleanSql(cell);
  if (!isNumber) return `(${cell} IN (${values.map((value) => literal(value)).join(', ')}))`;
  const numbers = values.map((value) => {
    const number = Number(value);
    if (value.trim() !== '' && Number.isFinite(number)) return number;
    throw invalid(
      `${feature} looks for "${value}" in a column of numbers.`,
      'Choose numbers, or map the column as text.',
    );
  });
  return `(${cell} IN (${numbers.join(', ')}))`;
}
