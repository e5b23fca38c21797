// Sentences of the answer page as text: numbers formatted for the reader, names as they stand now.
import type { AnswerSentence, SentenceValue } from '#shared/results/result-parts';
import {
  formatCount,
  formatNumber,
  formatPlural,
  formatShare,
} from '../../../components/format.ts';

/** A piece of a sentence; numbers stand out. */
export interface Piece {
  readonly text: string;
  readonly isNumber: boolean;
}

/** @param nameOf the name of a segment as it is now */
export function piecesOf(sentence: AnswerSentence, nameOf: (segmentId: string) => string): Piece[] {
  return sentence.template
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => pieceOf(part, sentence, nameOf));
}

function pieceOf(
  part: string,
  { values, segmentId }: AnswerSentence,
  nameOf: (segmentId: string) => string,
): Piece {
  const key = /^\{(\w+)\}$/.exec(part)?.[1];
  if (key === undefined) return { text: part, isNumber: false };
  if (key === 'name' && segmentId !== null) return { text: nameOf(segmentId), isNumber: false };
  const value = values[key];
  if (!value) return { text: part, isNumber: false };
  return { text: valueText(value), isNumber: value.kind !== 'text' };
}

function valueText(value: SentenceValue): string {
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'count':
      return formatCount(value.value);
    case 'people':
      return formatPlural(value.value, 'person', 'people');
    case 'share':
      return formatShare(value.value);
    case 'measure': {
      const number = formatNumber(value.value);
      return `${number} ${number === '1' ? value.unit.one : value.unit.many}`.trimEnd();
    }
  }
}
