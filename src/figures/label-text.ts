// Names in pictures: escaped, because plotly reads a little HTML; wrapped and shortened, because
// space is short.

/** A name may hold any character; plotly must show it and not obey it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** At most `length` characters, the last an ellipsis where something was left out. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`;
}

/** Lines of at most `width` characters; what does not fit into `lineCount` lines is left out. */
export function wrapLines(text: string, width: number, lineCount: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (Array.from(longer).length <= width || line === '') {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  const kept = lines.slice(0, lineCount);
  if (lines.length > lineCount)
    kept[lineCount - 1] = `${kept[lineCount - 1] ?? ''} ${lines[lineCount] ?? ''}`;
  return kept.map((each) => shorten(each, width));
}

/** A name as a label: wrapped, shortened and escaped. */
export function labelText(text: string, width = 20, lineCount = 2): string {
  return wrapLines(text, width, lineCount).map(escapeText).join('<br>');
}
