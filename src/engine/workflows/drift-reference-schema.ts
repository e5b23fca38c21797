// A drift reference as a saved model keeps it.
import { z } from 'zod';

const finite = z.number();

export const driftReferenceSchema = z.object({
  name: z.string(),
  rowCount: finite,
  missingCount: finite,
  minimum: finite,
  maximum: finite,
  binEnds: z.array(finite),
  binCounts: z.array(finite),
});
