// The closed list of error codes, and how an error crosses a process boundary: as a value. Every
// thread loads this file, and few need what checks a value (`error-value.ts`).

export const errorCodes = [
  'file.missing',
  'file.unreadable',
  'file.unwritable',
  'file.empty',
  'file.not-a-database',
  'file.damaged',
  'file.locked',
  'file.encoding',
  'file.unsupported',
  'file.changed',
  'table.missing',
  'table.empty',
  'column.missing',
  'column.duplicate',
  'column.type',
  'column.too-many',
  'row.ragged',
  'row.too-long',
  'time.unparsable',
  'time.ambiguous',
  'number.infinite',
  'query.invalid',
  'query.not-read-only',
  'mapping.incomplete',
  'recipe.invalid',
  'recipe.version',
  'join.no-match',
  'data.not-read',
  'data.too-few-persons',
  'data.too-few-periods',
  'data.duplicate-rows',
  'person.missing',
  'data.all-missing',
  'data.constant',
  'model.failed',
  'model.invalid',
  'project.damaged',
  'project.newer',
  'project.in-use',
  'disk.full',
  'memory.full',
  'job.cancelled',
  'job.crashed',
  'job.unknown',
  'run.missing',
  'handle.unknown',
  'call.invalid',
  'engine.gone',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorValue {
  readonly code: ErrorCode;
  /** What happened and where: file, row, column. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** The one error class that people see; anything else is a fault of ours and becomes `internal`. */
export class PersonaeError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: ErrorValue['details'];

  constructor(value: ErrorValue, cause?: unknown) {
    super(value.message, cause === undefined ? undefined : { cause });
    this.name = 'PersonaeError';
    this.code = value.code;
    this.hint = value.hint;
    this.details = value.details;
  }
}

/** The value of any thrown thing; stacks stay behind. */
export function toErrorValue(thrown: unknown): ErrorValue {
  if (thrown instanceof PersonaeError) {
    return {
      code: thrown.code,
      message: thrown.message,
      ...(thrown.hint === undefined ? {} : { hint: thrown.hint }),
      ...(thrown.details === undefined ? {} : { details: thrown.details }),
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message };
}
