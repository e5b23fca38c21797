// Counts and shares in sentences, the same on every machine.

/** "1,234,567" */
export const countText = (count: number): string => count.toLocaleString('en-US');

/** "12.3 %" */
export const percentText = (share: number): string =>
  `${(share * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`;
