// Parts the rows of a node.
import { columnOf, isCategorical, isMember } from '../trees/bins';
import { rowCount, columnBins, columns, rows, spareRows } from './growth';
import { SPLIT_BIN, MISSING_LEFT, LEFT_BINS } from './nodes';

/** Puts the rows that go left before the others; both keep their order. */
export function partition(node: usize, feature: u32, start: u32, end: u32): void {
  const isLevels = isCategorical(columnOf(columns, feature));
  const splitBin = load<u32>(node, SPLIT_BIN);
  const missingLeft = load<u32>(node, MISSING_LEFT);
  const column = columnBins + feature * rowCount;
  let left = rows + (<usize>start << 2);
  let spare = spareRows;
  const last = rows + (<usize>end << 2);
  // Both places are written and one of them counts: no branch can be foreseen badly.
  if (isLevels) {
    for (let at = left; at < last; at += 4) {
      const row = load<u32>(at);
      const bin: u32 = load<u8>(column + row);
      const isLeft: usize = isMember(node + LEFT_BINS, bin);
      store<u32>(left, row);
      store<u32>(spare, row);
      left += isLeft << 2;
      spare += 4 - (isLeft << 2);
    }
  } else {
    // Turned by one, the missing bin lies below all others.
    const turn: u32 = missingLeft;
    const limit = missingLeft ? splitBin + 1 : splitBin;
    for (let at = left; at < last; at += 4) {
      const row = load<u32>(at);
      const bin = (<u32>load<u8>(column + row) + turn) & 255;
      const isLeft: usize = <usize>(bin <= limit);
      store<u32>(left, row);
      store<u32>(spare, row);
      left += isLeft << 2;
      spare += 4 - (isLeft << 2);
    }
  }
  memory.copy(left, spareRows, spare - spareRows);
}
