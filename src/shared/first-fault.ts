// The first fault of JSON that was parsed, in words for a message.
import type { z } from 'zod';

/** " at mapping.person: it is missing", " at seed: Invalid input: expected number, received string". */
export function firstFault({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  const isAbsent = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return `${place}: ${isAbsent ? 'it is missing' : (issue?.message ?? 'unknown fault')}`;
}
