// Entries of the stack: open nodes, with their records, the rows that were not drawn, and their counts.

/** An open node: records, rows not drawn, depth, parent, and which side; then its counts. */
export const ENTRY_START: usize = 0;
export const ENTRY_END: usize = 4;
export const ENTRY_UNSEEN_START: usize = 8;
export const ENTRY_UNSEEN_END: usize = 12;
export const ENTRY_DEPTH: usize = 16;
export const ENTRY_PARENT: usize = 20;
export const ENTRY_IS_LEFT: usize = 24;
/** Which of the two buffers of records. */
export const ENTRY_BUFFER: usize = 28;
export const ENTRY_COUNTS: usize = 32;

export function fillEntry(
  entry: usize,
  start: u32,
  end: u32,
  unseenStart: u32,
  unseenEnd: u32,
  depth: u32,
  parent: u32,
  isLeft: u32,
  buffer: u32,
): void {
  store<u32>(entry, start, ENTRY_START);
  store<u32>(entry, end, ENTRY_END);
  store<u32>(entry, unseenStart, ENTRY_UNSEEN_START);
  store<u32>(entry, unseenEnd, ENTRY_UNSEEN_END);
  store<u32>(entry, depth, ENTRY_DEPTH);
  store<u32>(entry, parent, ENTRY_PARENT);
  store<u32>(entry, isLeft, ENTRY_IS_LEFT);
  store<u32>(entry, buffer, ENTRY_BUFFER);
}
