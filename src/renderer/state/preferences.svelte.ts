// What this window remembers between sessions and no project needs: widths of table columns.
import { SvelteMap } from 'svelte/reactivity';

const storageKey = 'personae.column-widths';

export class Preferences {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #columnWidths: SvelteMap<string, Record<string, number>>;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
    this.#columnWidths = new SvelteMap(readWidths(storage.getItem(storageKey)));
  }

  /** Widths in pixels by column of one table. */
  columnWidths(table: string): Readonly<Record<string, number>> {
    return this.#columnWidths.get(table) ?? {};
  }

  setColumnWidths(table: string, widths: Readonly<Record<string, number>>): void {
    this.#columnWidths.set(table, { ...widths });
    this.#storage.setItem(storageKey, JSON.stringify([...this.#columnWidths]));
  }
}

/** A damaged memory is forgotten: widths are a comfort. */
function readWidths(stored: string | null): [string, Record<string, number>][] {
  try {
    const entries: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(entry: unknown): entry is [string, Record<string, number>] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const widths: unknown = entry[1];
  if (typeof widths !== 'object' || widths === null) return false;
  return Object.values(widths).every((width) => typeof width === 'number');
}
