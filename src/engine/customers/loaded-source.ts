// What is known of a source whose columns stand in the working store as text.
import { z } from 'zod';

export const loadedSourceSchema = z.object({
  rowCount: z.number(),
  /** How numbers are written. */
  decimal: z.enum(['.', ',']),
  /** Rows that do not have the columns of the others and were left out. */
  rejected: z.object({ count: z.number(), examples: z.array(z.string()).readonly() }),
  columns: z.array(
    z.object({
      name: z.string(),
      /** As the recipe writes it. */
      asked: z.string(),
      /** Whether a sample of it holds moments, and how these are written. */
      isTime: z.boolean(),
      timeFormat: z.string(),
    }),
  ),
});
export type LoadedSource = z.infer<typeof loadedSourceSchema>;

/** The name of a column in the working store. */
export function storedName({ columns }: LoadedSource, asked: string): string {
  return columns.find((column) => column.asked === asked)?.name ?? asked;
}
