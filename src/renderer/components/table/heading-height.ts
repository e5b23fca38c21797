// How high the headings of a table are: two lines where a label is too long for one, as its words tell
// columns apart.

const oneLine = 32;
const twoLines = 44;
/** Of the label's type, with room to spare: a line too few is worse than one too many. */
const characterWidth = 8;
/** Left and right of a label. */
const padding = 16;

/** Pixels, for all headings alike. */
export function headingHeight(
  columns: readonly { readonly label: string; readonly width: number }[],
): number {
  const isLong = columns.some(
    ({ label, width }) => label.length * characterWidth > width - padding,
  );
  return isLong ? twoLines : oneLine;
}
