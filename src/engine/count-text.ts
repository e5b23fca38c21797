// Counts and shares in sentences, the same on every machine.

/** "1,234,567" */
export const countText = (count: number): string => count.toLocaleString('en-US');

/** "1 row repeats", "1,234 rows repeat" */
export const countedText = (count: number, one: string, many: string): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** "12.3 %" */
export const percentText = (share: number): string =>
  `${(share * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`;
