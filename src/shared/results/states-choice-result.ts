// What a States result says of the number of states: criteria by number, votes, traces, the runaway.
import { z } from 'zod';
import { numbers } from './result-parts.ts';

export const stateCriteria = ['held-out', 'bic-rows', 'bic-persons', 'aic', 'icl'] as const;
export type StateCriterion = (typeof stateCriteria)[number];

/** A column of two values treated as Gaussian, onto which the likelihood runs away. */
export const runawaySchema = z.object({
  columns: z.array(
    z.object({
      /** The feature's name. */
      feature: z.string(),
      /** States whose variance is held at the floor. */
      states: numbers,
    }),
  ),
  /** Nats a row that the narrow variances add by themselves. */
  gainPerRow: z.number(),
  sentence: z.string(),
});
export type Runaway = z.infer<typeof runawaySchema>;

export const statesCandidateSchema = z.object({
  k: z.number(),
  /** Nats, of all rows. */
  logLikelihood: z.number(),
  parameterCount: z.number(),
  /** Smaller is better for the four criteria; in nats times two, as they are defined. */
  aic: z.number(),
  bicRows: z.number(),
  bicPersons: z.number(),
  icl: z.number(),
  /** Nats a row on persons held out, with its standard error over persons; null: nobody held out. */
  heldOutPerRow: z.number().nullable(),
  heldOutError: z.number().nullable(),
  /** How far below the best held-out value, pair by pair of persons, with its standard error. */
  heldOutBelowBest: z.number().nullable(),
  heldOutBelowBestError: z.number().nullable(),
  /** Share of the rows in the smallest state. */
  smallestShare: z.number(),
  converged: z.boolean(),
  /** Restarts that came as high as the best one, of how many; how many converged; in how many the
   *  objective fell. */
  restarts: z.object({
    count: z.number(),
    reachedBest: z.number(),
    converged: z.number(),
    fell: z.number(),
    sentence: z.string(),
  }),
  runaway: runawaySchema.nullable(),
  /** Sentences of the fit itself. */
  warnings: z.array(z.string()),
  /** Empty where the candidate may win. */
  rejectedBecause: z.array(z.string()),
});
export type StatesCandidate = z.infer<typeof statesCandidateSchema>;

export const statesTraceSchema = z.object({
  k: z.number(),
  restart: z.number(),
  /** Log-likelihood in nats a row after every iteration, thinned to at most 200 places. */
  iterations: numbers,
  perRow: numbers,
  converged: z.boolean(),
  /** The objective fell: the restart was stopped and never counts as converged. */
  fell: z.boolean(),
  best: z.boolean(),
});
export type StatesTrace = z.infer<typeof statesTraceSchema>;

export const statesChoiceSchema = z.object({
  candidates: z.array(statesCandidateSchema),
  chosenK: z.number(),
  /** By the data, or given in the recipe. */
  chosenBy: z.enum(['data', 'person']),
  /** The criterion that decided; null where the number was given. */
  criterion: z.enum(stateCriteria).nullable(),
  reasons: z.array(z.string()),
  /** What each criterion alone would have taken. */
  votes: z.array(
    z.object({
      criterion: z.enum(stateCriteria),
      k: z.number(),
      atEdge: z.boolean(),
      rejected: z.boolean(),
      sentence: z.string(),
    }),
  ),
  /** Numbers of states that could not be fitted, with the reason. */
  failures: z.array(z.object({ k: z.number(), message: z.string() })),
  traces: z.array(statesTraceSchema),
  /** The chosen number is the least or the largest that was tried. */
  atEdge: z.boolean(),
  /** Held out: folds of persons, and restarts a fold. */
  foldCount: z.number(),
});
export type StatesChoice = z.infer<typeof statesChoiceSchema>;
