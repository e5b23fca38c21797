// Numbers as people write them: decimal point or comma, groups of thousands, currency, percent.

export type Decimal = '.' | ',';

export interface NumberText {
  readonly value: number;
  /** Written without decimals and without an exponent. */
  readonly whole: boolean;
  /** What stands around the digits and is left out when the value is read. */
  readonly decoration: 'thousands' | 'percent' | 'currency' | null;
}

const plain = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const plainComma = /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:e[+-]?\d+)?$/i;
const groupedPoint = /^[+-]?\d{1,3}(?:([, '\u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d+)?$/;
const groupedComma = /^[+-]?\d{1,3}(?:([. '\u00a0\u202f])\d{3})(?:\1\d{3})*(?:,\d+)?$/;
const infinite = /^[+-]?(?:inf|infinity)$/i;

export const currencySigns = '$€£¥₽₹₩₺₴';
export const currencyCodes = 'EUR|USD|GBP|CHF|JPY|CNY|RUB|PLN|SEK|NOK|DKK|CZK|INR|BRL|kr|zł|Fr\\.';
const currencyBefore = new RegExp(
  `^([+-]?)(?:[${currencySigns}]|${currencyCodes})\\s*(?=[\\d.,-])`,
);
const currencyAfter = new RegExp(`(?<=\\d)\\s*(?:[${currencySigns}]|${currencyCodes})$`);

function readPlain(text: string, decimal: Decimal): NumberText | null {
  if (infinite.test(text)) {
    return { value: text.startsWith('-') ? -Infinity : Infinity, whole: false, decoration: null };
  }
  if ((decimal === '.' ? plain : plainComma).test(text)) {
    const value = Number(decimal === '.' ? text : text.replace(',', '.'));
    return { value, whole: /^[+-]?\d+$/.test(text), decoration: null };
  }
  if ((decimal === '.' ? groupedPoint : groupedComma).test(text)) {
    const digits = text.replaceAll(
      decimal === '.' ? /[, '\u00a0\u202f]/g : /[. '\u00a0\u202f]/g,
      '',
    );
    return {
      value: Number(digits.replace(',', '.')),
      whole: !digits.includes(decimal),
      decoration: 'thousands',
    };
  }
  return null;
}

/** Null where the text is no number; infinite where it says so or is beyond a double. */
export function readNumber(text: string, decimal: Decimal): NumberText | null {
  const trimmed = text.trim();
  // Most cells that are no number show it at once.
  if (trimmed.length === 0 || trimmed.length > 64) return null;
  const direct = readPlain(trimmed, decimal);
  if (direct !== null) return direct;
  if (trimmed.endsWith('%')) {
    const inner = readPlain(trimmed.slice(0, -1).trimEnd(), decimal);
    return inner && { ...inner, whole: false, decoration: 'percent' };
  }
  const bare = trimmed.replace(currencyBefore, '$1').replace(currencyAfter, '');
  if (bare === trimmed) return null;
  const inner = readPlain(bare, decimal);
  return inner && { ...inner, decoration: 'currency' };
}

/** True for 00012 and the like: the zeros matter, so it is a name and no quantity. */
export function hasLeadingZero(text: string): boolean {
  return /^\s*[+-]?0\d/.test(text) && !/[.,]/.test(text);
}

/** True for whole numbers that a double cannot tell from their neighbours. */
export function isBeyondDouble(text: string): boolean {
  if (!/^\s*[+-]?\d{16,}\s*$/.test(text)) return false;
  const value = BigInt(text.trim().replace(/^\+/, ''));
  const magnitude = value < 0n ? -value : value;
  return magnitude > BigInt(Number.MAX_SAFE_INTEGER);
}

/**
 * Whether the numbers in these texts have a decimal comma. Seen by cells such as `12,5`, that are no
 * number with a point; `1,234` fits both and does not vote.
 */
export function detectDecimal(texts: Iterable<string>): Decimal {
  let comma = 0;
  let point = 0;
  for (const text of texts) {
    if (!/[.,]/.test(text)) continue;
    const asPoint = readNumber(text, '.') !== null;
    const asComma = readNumber(text, ',') !== null;
    if (asComma && !asPoint) comma += 1;
    if (asPoint && !asComma) point += 1;
  }
  return comma > point ? ',' : '.';
}
