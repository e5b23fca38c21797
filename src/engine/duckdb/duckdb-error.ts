// What DuckDB says when it fails, in words and codes of ours. Its messages are all there is to go
// by: the binding has no error numbers.
import { basename, dirname } from 'node:path';
import { PersonaeError, type ErrorCode, type ErrorValue } from '#shared/errors';

interface Rule {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly message: (fileName: string, line: string | undefined, said: string) => string;
  readonly hint: string;
}

const timePatternFault = /failed to parse format specifier (.*?): /i;

const rules: readonly Rule[] = [
  {
    pattern: timePatternFault,
    code: 'time.unparsable',
    message: (file, _line, said) =>
      `${file}: the time format ${timePatternFault.exec(said)?.[1] ?? ''} is no pattern that can be read.`,
    hint: 'Write it of signs such as %Y, %m, %d, %H, %M and %S, or choose a named format such as iso.',
  },
  {
    pattern: /no space left|max_temp_directory_size|disk (is )?full|failed to offload/i,
    code: 'disk.full',
    message: (file) => `The disk is full: there is no room to go on with ${file}.`,
    hint: 'Free some space, or empty the working store from the menu, and try again.',
  },
  {
    pattern: /out of memory|cannot allocate memory|allocation failure|could not allocate/i,
    code: 'memory.full',
    message: (file) => `There was not enough memory to read ${file}.`,
    hint: 'Close other programs, or map fewer columns, and try again.',
  },
  {
    pattern: /interrupted/i,
    code: 'job.cancelled',
    message: () => 'The job was cancelled.',
    hint: 'Start it again when you like.',
  },
  {
    pattern: /maximum line size|full read on this file/i,
    code: 'row.too-long',
    message: (file, line) => `${file}${at(line)} has a line longer than 2 MB.`,
    hint: 'A line break is missing, or a quote is never closed.',
  },
  {
    pattern: /invalid unicode|not utf-8 encoded|byte sequence mismatch/i,
    code: 'file.encoding',
    message: (file, line) => `${file}${at(line)} holds bytes that are not UTF-8.`,
    hint: 'Choose the encoding Latin-1 for this file, or save it as UTF-8.',
  },
  {
    pattern: /state machine reached an invalid state/i,
    code: 'file.damaged',
    message: (file) => `${file} mixes kinds of line ends in a way that cannot be read directly.`,
    hint: 'Save it again with one kind of line end.',
  },
  {
    pattern: /csv error on line/i,
    code: 'row.ragged',
    message: (file, line) => `${file}${at(line)} does not have the columns of the other lines.`,
    hint: 'Correct that line, or choose another delimiter or quote.',
  },
  {
    pattern: /permission denied/i,
    code: 'file.unreadable',
    message: (file) => `${file} may not be read.`,
    hint: 'Ask its owner for permission to read it.',
  },
  {
    pattern: /conflicting lock|could not set lock/i,
    code: 'file.locked',
    message: (file) => `${file} is in use by another program.`,
    hint: 'Close it there first.',
  },
  {
    pattern: /no such file or directory|no files found that match/i,
    code: 'file.missing',
    message: (file) => `${file} is not there any more.`,
    hint: 'Choose the file again where it lies now.',
  },
  {
    pattern:
      /no magic bytes|too small to be a parquet|not a valid duckdb|thrift|corrupt|invalid parquet|footer|unexpected end|gzip|failed to decompress|decompress|snappy|tprotocol|metadata|out of buffer|serializ|checksum|don't know what type|invalid ttype|could not read (enough bytes )?from file/i,
    code: 'file.damaged',
    message: (file) => `${file} is damaged or was cut off.`,
    hint: 'Get the file again from where it came from.',
  },
];

function at(line: string | undefined): string {
  return line === undefined ? '' : `, line ${line},`;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Where a file lies is nobody's business but the person's. */
function withoutFolder(message: string, file: string): string {
  const folder = dirname(file);
  const first = message.split('\n')[0] ?? '';
  return folder === '.' ? first : first.replaceAll(`${folder}/`, '');
}

/**
 * The error of ours for a failure of DuckDB. `subject` is the file or table it was about, as it is
 * to be named; a failure that fits no rule is `internal`, with DuckDB's first line.
 */
export function duckDbError(thrown: unknown, subject = 'the working store'): PersonaeError {
  if (thrown instanceof PersonaeError) return thrown;
  const message = messageOf(thrown);
  // A failure in the middle of a text file names the file itself.
  const file = /^\s*file = (.+)$/m.exec(message)?.[1] ?? subject;
  const fileName = basename(file);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const rule = rules.find(({ pattern }) => pattern.test(message));
  const value: ErrorValue = rule
    ? { code: rule.code, message: rule.message(fileName, line, message), hint: rule.hint }
    : { code: 'internal', message: `${fileName}: ${withoutFolder(message, file)}` };
  return new PersonaeError(value, thrown);
}

/** Runs `work`; a failure of DuckDB becomes a PersonaeError about `subject`. */
export async function onDuckDb<T>(subject: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw duckDbError(thrown, subject);
  }
}
