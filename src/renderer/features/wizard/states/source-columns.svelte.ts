// The columns of the events, to pick from, with the values that were seen in a sample.
import type { ColumnDescription } from '#shared/data/description';
import type { ColumnReference } from '#shared/recipe/mapping';
import { typeWords } from '../data/type-words.ts';
import { referenceOf } from '../roles/column-options.ts';
import { knownKinds } from '../roles/known-kinds.ts';
import { columnKey } from '../state/mapping-edits.ts';
import { useWizard } from '../state/wizard-state.svelte.ts';

export interface ColumnChoice {
  readonly value: string;
  readonly label: string;
}

export class SourceColumns {
  readonly #wizard = useWizard();

  readonly referenceOf: (key: string) => ColumnReference | null = referenceOf;

  /** Of the events; a detail may come several times an event and cannot be measured here. */
  get all(): readonly ColumnDescription[] {
    return this.#wizard.eventPreview.value?.columns ?? [];
  }

  options(prefix = '', needsNumber = false): ColumnChoice[] {
    const fitting = this.all.filter(
      ({ type }) => !needsNumber || type === 'integer' || type === 'number' || type === 'boolean',
    );
    return fitting.map(({ name, type }) => ({
      value: columnKey({ column: name, from: 'event' }),
      label: `${prefix}${name} (${typeWords[type]})`,
    }));
  }

  columnOf(key: string): ColumnDescription | undefined {
    const name = referenceOf(key)?.column;
    return this.all.find((column) => column.name === name);
  }

  /** Most frequent first. */
  valuesOf(column: ColumnDescription | undefined, chosen: readonly string[]): string[] {
    const preview = this.#wizard.eventPreview.value;
    return knownKinds(preview, column, chosen).map(({ kind }) => kind);
  }
}

/** Only while a component is being made. */
export function useSourceColumns(): SourceColumns {
  return new SourceColumns();
}
