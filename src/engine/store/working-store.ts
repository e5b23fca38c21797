// The working store: one DuckDB database for every source and mapping, made again whenever it is
// missing. Nothing in it is anybody's only copy.
import {
  lastUsed,
  folderSize,
  onStoreFolder,
  emptySlot,
  slotFolder,
  slotFolders,
  takeSlot,
} from './store-slot.ts';
import type { StoreSlot } from './store-slot.ts';

export interface WorkingStore {
  readonly folder: string;
  /**
   * The slot for a key (hexadecimal). Where another engine has it, another slot of the same key:
   * each works on a database of its own.
   * @throws PersonaeError `disk.full`, `file.unwritable`
   */
  take(key: string): StoreSlot;
  /** Removes everything that nobody uses; says how many bytes that freed. */
  purge(): number;
  sizeBytes(): number;
}

export interface WorkingStoreSettings {
  /** Above this, what has not been used for longest is removed. Default: 20 GB. */
  readonly maximumBytes?: number;
}

const defaultMaximumBytes = 20e9;

export function openWorkingStore(
  folder: string,
  { maximumBytes = defaultMaximumBytes }: WorkingStoreSettings = {},
): WorkingStore {
  return {
    folder,
    take: (key) =>
      onStoreFolder(folder, () => {
        removeLeastRecentlyUsed(folder, maximumBytes, key);
        return takeFirstFree(folder, key);
      }),
    purge: () =>
      onStoreFolder(folder, () =>
        slotFolders(folder).reduce((freed, slot) => freed + emptySlot(slot), 0),
      ),
    sizeBytes: () => folderSize(folder),
  };
}

function takeFirstFree(folder: string, key: string): StoreSlot {
  for (let number = 0; ; number++) {
    const slot = takeSlot(slotFolder(folder, key, number));
    if (slot !== null) return slot;
  }
}

/** Keeps the wanted key; what somebody uses stays too. */
function removeLeastRecentlyUsed(folder: string, maximumBytes: number, wanted: string): void {
  const slots = slotFolders(folder)
    .map((slot) => ({ slot, size: folderSize(slot), used: lastUsed(slot) }))
    .sort((a, b) => a.used - b.used);
  let total = slots.reduce((sum, { size }) => sum + size, 0);
  for (const { slot } of slots) {
    if (total <= maximumBytes) return;
    if (!slot.startsWith(slotFolder(folder, wanted, 0).slice(0, -1))) total -= emptySlot(slot);
  }
}
