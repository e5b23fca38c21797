// Recurrent networks forward and backward over tiles of eight sequences. The passes of
// src/analysis/recurrent (encoder-passes.ts, outcome-head.ts, decoder-passes.ts and what they call)
// define what is computed, number by number and in the same order.
//
// A row is one number of each of the eight sequences: two vectors of four singles. Sequences are
// aligned at their last steps. A slot takes every SLOT_COUNT-th tile and adds their gradients up in
// its own sums, so that the number of threads changes nothing.
import { TILE_COUNT, MODE, ENCODINGS } from './recurrent-network/arguments';
import { decodeTile, decoderGradient } from './recurrent-network/decoder-passes';
import { encodeTile, encoderGradient } from './recurrent-network/encoder-passes';
import {
  ROW, isAutoencoder, encodingSize, encodingRows, setUp, setUpGradient,
} from './recurrent-network/network';
import { outcomeForward, outcomeGradient } from './recurrent-network/outcome-head';
import { reconstructionLoss } from './recurrent-network/reconstruction-loss';
import { beginTile, gatherInputs } from './recurrent-network/tile';

const SLOT_COUNT: u32 = 8;
const ENCODE: u32 = 0;
const GRADIENTS: u32 = 2;

/** All tiles of a slot. */
export function runSlot(slot: u32, args: usize): void {
  const mode = load<u32>(args, MODE);
  setUp(slot, args);
  if (mode == GRADIENTS) setUpGradient(slot, args);
  const tileCount = load<u32>(args, TILE_COUNT);
  for (let tile = slot; tile < tileCount; tile += SLOT_COUNT) {
    beginTile(args, tile);
    gatherInputs(args);
    encodeTile();
    if (!isAutoencoder) outcomeForward(args, tile);
    else if (mode != ENCODE) {
      decodeTile();
      reconstructionLoss(args, tile);
    }
    if (mode == GRADIENTS) {
      if (isAutoencoder) decoderGradient();
      else outcomeGradient(args);
      encoderGradient();
    } else {
      const bytes: usize = encodingSize * ROW;
      memory.copy(load<u32>(args, ENCODINGS) + tile * bytes, encodingRows, bytes);
    }
  }
}
