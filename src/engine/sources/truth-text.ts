// Yes and no in a few languages.

const pairs = [
  ['true', 'false'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['on', 'off'],
  ['1', '0'],
  ['ja', 'nein'],
  ['wahr', 'falsch'],
  ['oui', 'non'],
  ['vrai', 'faux'],
  ['sí', 'no'],
  ['si', 'no'],
  ['verdadero', 'falso'],
  ['sim', 'não'],
  ['ja', 'nee'],
  ['tak', 'nie'],
  ['да', 'нет'],
  ['はい', 'いいえ'],
  ['是', '否'],
] as const;

export const trueWords: readonly string[] = [...new Set([...pairs.map(([yes]) => yes), '1.0'])];
export const falseWords: readonly string[] = [...new Set([...pairs.map(([, no]) => no), '0.0'])];

/** Whether these different values, in lower case, are one pair of yes and no. */
export function areTruthWords(words: ReadonlySet<string>): boolean {
  return words.size === 2 && pairs.some(([yes, no]) => words.has(yes) && words.has(no));
}
