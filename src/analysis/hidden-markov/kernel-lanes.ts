// How many sequences lie interleaved in a tile.

export const laneCount = 4;
