// Numbers as people read them: separators, few digits, a unit.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

export const countText = (count: number): string => whole.format(count);

/** Three digits below a thousand, whole above: 0.123, 4.56, 78.9, 1,235. */
export function numberText(value: number): string {
  const text = Math.abs(value) >= 1000 ? whole.format(value) : short.format(value);
  return text.replace('-', '−');
}

/** "23 %"; under ten with one digit after the point, so that small shares do not become 0 %. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  const digits = Math.abs(percent) < 9.95 && percent !== 0 ? 1 : 0;
  return `${percent.toFixed(digits).replace(/\.0$/, '')} %`;
}

/** Skew, one digit after the point. */
export const skewText = (skew: number): string => skew.toFixed(1).replace('-', '−');

export const peopleText = (count: number): string =>
  count === 1 ? '1 person' : `${countText(count)} people`;

/** A unit that is counted loses its s at one: "1 click", "2 clicks", "1.5 days". */
export function quantityText(value: number, unit: string): string {
  const text = numberText(value);
  if (unit === '' || unit === 'currency') return text;
  return `${text} ${text === '1' ? unit.replace(/s$/, '') : unit}`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "2015-05-21" and longer become "21 May 2015"; anything else stays as it is. */
export function dateText(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  const month = months[Number(match?.[2]) - 1];
  return match && month ? `${Number(match[3])} ${month} ${match[1]}` : date;
}
