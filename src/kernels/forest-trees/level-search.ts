// Splits of categorical features: levels in the order of their share of a class.
import { MISSING_BIN, addMember, isMember } from '../trees/bins';
import { offer } from './best-split';
import { clearCounts, addCounts } from './class-counts';
import {
  classCount, weights, countsBytes, cells, left, nothing, usedBins, order, shares, set, bestSet,
} from './growth';

/** Levels in the order of their share of a class, for each class; of two classes for the second. */
export function scanLevels(feature: u32, usedCount: u32): void {
  for (let label: u32 = classCount == 2 ? 1 : 0; label < classCount; label++) {
    orderLevels(usedCount, label);
    clearCounts(left);
    memory.fill(set, 0, 32);
    for (let i: u32 = 0; i + 1 < usedCount; i++) {
      const bin: u32 = load<u8>(order + i);
      addCounts(left, cells + bin * countsBytes);
      addMember(set, bin);
      const missingLeft = isMember(set, MISSING_BIN);
      if (offer(feature, -1, missingLeft, nothing)) memory.copy(bestSet, set, 32);
    }
  }
  memory.fill(order, 0, 256);
}

function orderLevels(usedCount: u32, label: u32): void {
  for (let i: u32 = 0; i < usedCount; i++) {
    const bin = load<u8>(usedBins + i);
    const cell = cells + bin * countsBytes;
    let sum: f64 = 0;
    for (let k: u32 = 0; k < classCount; k++) {
      sum += load<f64>(weights + (k << 3)) * <f64>load<u32>(cell + (k << 2));
    }
    const share = (load<f64>(weights + (label << 3)) * <f64>load<u32>(cell + (label << 2))) / sum;
    let place = i;
    for (; place > 0 && load<f64>(shares + (place - 1 << 3)) > share; place--) {
      store<f64>(shares + (place << 3), load<f64>(shares + (place - 1 << 3)));
      store<u8>(order + place, load<u8>(order + place - 1));
    }
    store<f64>(shares + (place << 3), share);
    store<u8>(order + place, bin);
  }
}
