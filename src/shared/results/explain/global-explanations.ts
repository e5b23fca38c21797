// What the chosen model of workflow Explain goes by, over all people.
import { z } from 'zod';
import { numbers } from '../result-parts.ts';
import { comparedModelSchema, intervalSchema } from './model-comparison.ts';

/** Of one feature, or of several that go together and were permuted together. */
export const importanceSchema = z.object({
  name: z.string(),
  /** Indices into `features`. */
  features: numbers,
  /** Rise of the log-loss when permuted: mean over the repeats with its 95 % interval. */
  logLoss: intervalSchema,
  /** Fall of the balanced accuracy. */
  balancedAccuracy: intervalSchema,
});
export type Importance = z.infer<typeof importanceSchema>;

export const permutationSchema = z.object({
  /** Held-out rows it was measured on, never those of the fit. */
  rowCount: z.number(),
  repeatCount: z.number(),
  sentence: z.string(),
  /** In the order of `features`. */
  features: z.array(importanceSchema),
  groups: z.array(importanceSchema),
  /** Pairs of features above the threshold, the strongest first. */
  pairs: z.array(z.object({ first: z.number(), second: z.number(), strength: z.number() })),
});
export type PermutationResult = z.infer<typeof permutationSchema>;

export const shapModes = ['interventional', 'path-dependent', 'linear'] as const;

/** SHAP values of a sample of people, arranged for pictures. */
export const shapSummarySchema = z.object({
  mode: z.enum(shapModes),
  unit: z.enum(['margin', 'probability']),
  /** Always shown with the values: mode, background, unit, in a sentence. */
  sentence: z.string(),
  /** Training rows of the background; 0 for path-dependent. */
  backgroundCount: z.number(),
  /** Persons explained, and whether that is everybody. */
  personCount: z.number(),
  exact: z.boolean(),
  /** Largest |base + sum of values - output| over all persons and classes. */
  additivityResidual: z.number(),
  /** By class. */
  base: numbers,
  /** meanAbsolute[feature][class], over the persons explained. */
  meanAbsolute: z.array(numbers),
  /** 95 % interval of the sum over classes; null where exact. */
  meanAbsoluteInterval: z.array(intervalSchema.nullable()),
  /** Features by falling mean |SHAP| summed over classes. */
  order: numbers,
  /** Points of the beeswarm: of the persons drawn, for the features of most weight. */
  beeswarm: z.object({
    persons: z.array(z.string()),
    /** True class, or the one assigned. */
    segment: numbers,
    features: z.array(
      z.object({
        feature: z.number(),
        /** Own units, or the index of the level; null is missing. */
        values: z.array(z.number().nullable()),
        /** 0 (lowest) to 1 (highest) for the colour; null is missing. */
        ranks: z.array(z.number().nullable()),
        /** shap[class][point] */
        shap: z.array(numbers),
      }),
    ),
  }),
});
export type ShapSummary = z.infer<typeof shapSummarySchema>;

/** How probabilities follow one feature; every class, on one grid. */
export const dependenceSchema = z.object({
  feature: z.number(),
  name: z.string(),
  /** Own units; for categories the index of the level. */
  grid: numbers,
  /** Names of the grid's levels; null for numbers. */
  gridLabels: z.array(z.string()).nullable(),
  /** partialDependence[class][grid point]: mean probability. */
  partialDependence: z.array(numbers),
  /** Individual curves: individual[class][curve][grid point]. */
  individual: z.array(z.array(numbers)),
  individualPersons: z.array(z.string()),
  /** Rows behind the means. */
  rowCount: z.number(),
  /** Accumulated local effects, centred; null where there is no order (categories). */
  accumulated: z
    .object({
      edges: numbers,
      /** effects[class][edge] */
      effects: z.array(numbers),
      /** Rows in each interval. */
      counts: numbers,
    })
    .nullable(),
  /** Deciles of the values, for the rug; empty for categories. */
  deciles: numbers,
});
export type Dependence = z.infer<typeof dependenceSchema>;

/** Weights of the logistic regression fitted on all labelled people. */
export const linearWeightsSchema = z.object({
  terms: z.array(
    z.object({
      name: z.string(),
      feature: z.number(),
      /** By class, of standardised values: the change of the margin by one standard deviation. */
      standardised: numbers,
      /** By class, in own units. */
      own: numbers,
    }),
  ),
  intercepts: numbers,
  converged: z.boolean(),
});
export type LinearWeights = z.infer<typeof linearWeightsSchema>;

export const ruleSchema = z.object({
  id: z.string(),
  classIndex: z.number(),
  /** "recency < 7 and clicks >= 3" */
  text: z.string(),
  conditions: z.array(z.object({ feature: z.number(), text: z.string() })),
  /** Share of the labelled people who match and are of the class, with its interval. */
  precision: intervalSchema,
  /** Share of the class's labelled people who match. */
  coverage: intervalSchema,
  matchedCount: z.number(),
  hitCount: z.number(),
  /** The statement on the joined table, and what it gave: the same two counts. */
  sql: z.string(),
  sqlMatchedCount: z.number(),
  sqlHitCount: z.number(),
});
export type Rule = z.infer<typeof ruleSchema>;

export const surrogateSchema = z.object({
  /** Share of people to whom the rules give the class that the model gives. */
  fidelity: z.number(),
  depth: z.number(),
  leafCount: z.number(),
  sentence: z.string(),
  rules: z.array(ruleSchema),
});

/** LIME over several people: how far it can be believed here. */
export const limeSummarySchema = z.object({
  personCount: z.number(),
  sampleCount: z.number(),
  repeatCount: z.number(),
  /** Kernel width in units of the root of the number of features. */
  kernelWidth: z.number(),
  rSquared: z.object({ mean: z.number(), least: z.number(), greatest: z.number() }),
  topOverlap: z.object({ mean: z.number(), least: z.number() }),
  /** Mean |weight| by feature, over persons and classes. */
  meanAbsolute: numbers,
  persons: z.array(
    z.object({
      person: z.string(),
      classIndex: z.number(),
      rSquared: z.number(),
      topOverlap: z.number(),
    }),
  ),
  sentence: z.string(),
});
export type LimeSummary = z.infer<typeof limeSummarySchema>;

/** SHAP, LIME and permutation importance side by side. */
export const agreementSchema = z.object({
  features: z.array(
    z.object({
      feature: z.number(),
      name: z.string(),
      /** 1 is the most important; ties share the mean rank. */
      shapRank: z.number(),
      limeRank: z.number(),
      permutationRank: z.number(),
      /** Shares of the method's total, 0 to 1. */
      shapShare: z.number(),
      limeShare: z.number(),
      permutationShare: z.number(),
    }),
  ),
  /** Spearman's rank correlation of every two methods; null where one is constant. */
  correlations: z.array(
    z.object({ first: z.string(), second: z.string(), value: z.number().nullable() }),
  ),
  agree: z.boolean(),
  sentence: z.string(),
  /** Where they disagree: the feature, how, and the correlated pair behind it where there is one. */
  disagreements: z.array(
    z.object({
      feature: z.number(),
      sentence: z.string(),
      pair: z.object({ first: z.number(), second: z.number(), strength: z.number() }).nullable(),
    }),
  ),
});
export type Agreement = z.infer<typeof agreementSchema>;

export const globalExplanationsSchema = z.object({
  model: comparedModelSchema,
  permutation: permutationSchema,
  shap: shapSummarySchema,
  dependence: z.array(dependenceSchema),
  linear: linearWeightsSchema,
  surrogate: surrogateSchema,
  lime: limeSummarySchema,
  agreement: agreementSchema,
  /** Said under every picture of this page. */
  caution: z.string(),
});
export type GlobalExplanations = z.infer<typeof globalExplanationsSchema>;
