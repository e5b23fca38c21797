// Progress of a download on stderr: one line that moves in a terminal, a line every tenth elsewhere.

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/**
 * Makes a reporter for one download.
 *
 * @param label what is being fetched
 * @returns a function to call with the bytes so far and, where known, the total
 */
export function downloadProgress(label: string): (bytes: number, total: number | null) => void {
  let printedTenth = -1;
  return (bytes, total) => {
    if (total === null || total === 0) return;
    const share = Math.min(1, bytes / total);
    const tenth = Math.floor(share * 10);
    const line = `${label}: ${Math.floor(share * 100)} % (${megabytes(bytes)} of ${megabytes(total)} MB)`;
    if (process.stderr.isTTY) {
      const end = share === 1 && printedTenth < 10 ? '\n' : '';
      process.stderr.write(`\r${line}${end}`);
    } else if (tenth > printedTenth) {
      process.stderr.write(`${line}\n`);
    }
    printedTenth = Math.max(printedTenth, tenth);
  };
}
