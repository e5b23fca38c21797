// Counts of a node's records by bin and class.
import { featureCount, recordBytes, countsBytes, cells, usedBins, order } from './growth';

/** Nodes with fewer records mark their bins in another way. */
const FEW_RECORDS: usize = 16;

/** Counts records by bin and class; lists the bins in use, ascending, and returns their number. */
export function countBins(feature: u32, start: usize, end: usize): u32 {
  return end - start < FEW_RECORDS * recordBytes
    ? countFew(feature, start, end)
    : countMany(feature, start, end);
}

/** Marks bins in four words, which costs more for each record and less for each node. */
function countFew(feature: u32, start: usize, end: usize): u32 {
  let bits0: u64 = 0, bits1: u64 = 0, bits2: u64 = 0, bits3: u64 = 0;
  for (let record = start; record < end; record += recordBytes) {
    const bin = countRecord(feature, record);
    const bit: u64 = <u64>1 << bin;
    const word = bin >> 6;
    bits0 |= select<u64>(bit, 0, word == 0);
    bits1 |= select<u64>(bit, 0, word == 1);
    bits2 |= select<u64>(bit, 0, word == 2);
    bits3 |= select<u64>(bit, 0, word == 3);
  }
  let used = usedBins;
  used = listBits(bits0, 0, used);
  used = listBits(bits1, 64, used);
  used = listBits(bits2, 128, used);
  used = listBits(bits3, 192, used);
  return <u32>(used - usedBins);
}

/** Marks bins by a byte each. */
function countMany(feature: u32, start: usize, end: usize): u32 {
  const marks = order;
  for (let record = start; record < end; record += recordBytes) {
    store<u8>(marks + countRecord(feature, record), 1);
  }
  let used = usedBins;
  const none = i64x2.splat(0);
  for (let first: u32 = 0; first < 256; first += 16) {
    const marked = v128.load(marks + first);
    v128.store(marks + first, none);
    used = listBits(<u32>i8x16.bitmask(i8x16.ne(marked, none)), first, used);
  }
  return <u32>(used - usedBins);
}

/** Adds a record to the counts of its bin, which is returned. */
// @ts-ignore: decorator
@inline
function countRecord(feature: u32, record: usize): u32 {
  const bin: u32 = load<u8>(record + feature);
  const label: usize = load<u8>(record + featureCount);
  const cell = cells + bin * countsBytes + (label << 2);
  store<u32>(cell, load<u32>(cell) + load<u8>(record + featureCount, 1));
  return bin;
}

// @ts-ignore: decorator
@inline
function listBits(bits: u64, first: u32, to: usize): usize {
  for (; bits != 0; bits &= bits - 1) store<u8>(to++, <u8>(first + <u32>ctz(bits)));
  return to;
}
