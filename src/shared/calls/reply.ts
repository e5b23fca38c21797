// How every call is answered: a value or an error value, never a thrown stack.
import { z } from 'zod';
import { errorValueSchema } from '../error-value.ts';
import { PersonaeError, type ErrorValue } from '../errors.ts';

export type Reply<T> = { ok: true; value: T } | { ok: false; error: ErrorValue };

export const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorValueSchema }),
]);

/** The value of a reply. @throws PersonaeError where the reply is an error. */
export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new PersonaeError(reply.error);
}
