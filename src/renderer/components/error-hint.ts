// What to do about an error that does not say so itself.
import type { ErrorValue } from '#shared/errors';

export function hintOf(error: ErrorValue): string | undefined {
  if (error.hint !== undefined || error.code !== 'internal') return error.hint;
  return 'This is a fault of Personae itself. What was saved is kept; trying again may help.';
}
