// How well the models of workflow Explain tell classes of people they have not seen.
import { z } from 'zod';
import { numbers } from '../result-parts.ts';

export const comparedModels = ['majority', 'logistic', 'tree', 'forest', 'boosting'] as const;
export const comparedModelSchema = z.enum(comparedModels);
export type ComparedModel = z.infer<typeof comparedModelSchema>;

/** A number with the ends of its 95 % interval. */
export const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof intervalSchema>;

/** A curve from (0, 0) or (0, 1), thinned for the picture; x ascending. */
export const curveSchema = z.object({ x: numbers, y: numbers });
export type Curve = z.infer<typeof curveSchema>;

export const calibrationBinSchema = z.object({
  low: z.number(),
  high: z.number(),
  count: z.number(),
  meanProbability: z.number(),
  observed: z.number(),
  observedLow: z.number(),
  observedHigh: z.number(),
});

/** One class against the rest, on held-out rows. */
export const classScoresSchema = z.object({
  classIndex: z.number(),
  support: z.number(),
  precision: z.number(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
  auc: intervalSchema.nullable(),
  averagePrecision: z.number().nullable(),
  /** x: false positive rate, y: true positive rate; null where the class has no rows. */
  roc: curveSchema.nullable(),
  /** x: recall, y: precision. */
  precisionRecall: curveSchema.nullable(),
  calibration: z.array(calibrationBinSchema),
  calibrationError: z.number(),
  /** Cumulative gains: x: share of persons by falling probability, y: share of the class found. */
  gains: curveSchema.nullable(),
});
export type ClassScoresOf = z.infer<typeof classScoresSchema>;

export const modelScoresSchema = z.object({
  kind: comparedModelSchema,
  label: z.string(),
  /** Of the rows of all folds together, each foretold by the model that did not see it. */
  accuracy: intervalSchema,
  balancedAccuracy: intervalSchema,
  macroF1: intervalSchema,
  logLoss: intervalSchema,
  /** Mean over classes, one against the rest; for two classes the usual AUC. */
  macroAuc: z.number().nullable(),
  /** Mean of the folds' AUC (as scikit-learn's cross_val_score gives it); null where undefined. */
  meanFoldAuc: z.number().nullable(),
  folds: z.array(
    z.object({
      rowCount: z.number(),
      logLoss: z.number(),
      balancedAccuracy: z.number(),
      accuracy: z.number(),
      macroAuc: z.number().nullable(),
    }),
  ),
  /** Balanced accuracy over that of the majority baseline. */
  liftOverBaseline: z.number().nullable(),
  classes: z.array(classScoresSchema),
  /** counts[i][j]: persons of class i foretold as j; shares of the row with their intervals. */
  confusion: z.object({
    counts: z.array(numbers),
    shares: z.array(z.array(intervalSchema.nullable())),
  }),
  /** Forest: share told right by trees that did not see the row. */
  outOfBagAccuracy: z.number().nullable(),
  /** Boosting: the held-out loss after every round of the final fit, and the round that was kept. */
  rounds: z.object({ kept: z.number(), losses: numbers }).nullable(),
  chosen: z.boolean(),
  /** "300 trees", "84 rounds, learning rate 0.1". */
  settings: z.string(),
});
export type ModelScores = z.infer<typeof modelScoresSchema>;

export const validationSchema = z.object({
  kind: z.enum(['stratified', 'forward']),
  foldCount: z.number(),
  sentence: z.string(),
});

export const modelComparisonSchema = z.object({
  validation: validationSchema,
  /** The majority baseline first. */
  models: z.array(modelScoresSchema),
  chosen: comparedModelSchema,
  chosenBy: z.enum(['data', 'person']),
  reasons: z.array(z.string()),
  /** Is the chosen model better than guessing? */
  verdict: z.object({
    betterThanGuessing: z.boolean(),
    sentence: z.string(),
    logLossGain: intervalSchema,
    balancedAccuracyGain: intervalSchema,
  }),
});
export type ModelComparison = z.infer<typeof modelComparisonSchema>;
