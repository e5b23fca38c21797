// A JSON file that a command names.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PersonaeError, type ErrorCode } from '#shared/errors';

/** What the file should be, for faults: how it is called, the code where it is none, where to look. */
export interface JsonKind {
  readonly name: string;
  readonly code: ErrorCode;
  readonly hint: string;
}

/** @throws PersonaeError file.missing; the kind's code where it is not JSON */
export function readJson(file: string, kind: JsonKind): unknown {
  const text = readText(file, kind);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : '';
    const message = `${nameOf(file)} is not JSON: ${reason}.`;
    throw new PersonaeError({ code: kind.code, message, hint: kind.hint }, thrown);
  }
}

function readText(file: string, { name }: JsonKind): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new PersonaeError(
      {
        code: 'file.missing',
        message: `${nameOf(file)} cannot be read.`,
        hint: `Check the path of the ${name}.`,
      },
      thrown,
    );
  }
}

/** The last part of a path; the whole of one that has no such part. */
function nameOf(file: string): string {
  return path.basename(file) || file || 'A file without a name';
}
