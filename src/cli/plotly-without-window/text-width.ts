// How wide text is where no font is loaded: the advance widths of Helvetica (Adobe's AFM file), which
// system fonts stay close to, with a margin so that a wider one is not cut off.

/** Thousandths of the font size, for the characters from space (32) to tilde (126). */
const advanceWidths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
] as const;

/** Of system fonts that are wider than Helvetica, such as Segoe UI, Verdana or DejaVu Sans. */
const widerFonts = 1.1;
const boldFonts = 1.06;
const letterWidth = 556;
/** East Asian characters fill a square. */
const squareWidth = 1000;

function advanceOf(character: string): number {
  // An accented letter is as wide as its base.
  const base = character.normalize('NFD').codePointAt(0) ?? 0;
  if (
    base >= 0x1100 &&
    character.length > 0 &&
    /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uff00-\uff60]/.test(character)
  )
    return squareWidth;
  return advanceWidths[base - 32] ?? letterWidth;
}

/** Pixels of one line of text. */
export function textWidth(text: string, fontSize: number, bold: boolean): number {
  const units = Array.from(text).reduce((sum, character) => sum + advanceOf(character), 0);
  return (units / 1000) * fontSize * widerFonts * (bold ? boldFonts : 1);
}
