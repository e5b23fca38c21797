// Flags of splits and of the edges below them, as the kernels of TreeSHAP have them.

export const IS_LEFT: u32 = 1;
export const MISSING_LEFT: u32 = 2;
export const CATEGORICAL: u32 = 4;
export const IS_LEAF: u32 = 8;
export const IS_PAIR: u32 = 16;
