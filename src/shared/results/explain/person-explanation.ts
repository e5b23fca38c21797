// What is told of one person, and what becomes of them when values are moved.
import { z } from 'zod';
import { numbers } from '../result-parts.ts';
import { shapModes } from './global-explanations.ts';

/** A cell of a feature: a number, a level's name, or missing. */
export const featureCellSchema = z.union([z.number(), z.string(), z.null()]);
export type FeatureCell = z.infer<typeof featureCellSchema>;

export const contributionSchema = z.object({
  feature: z.number(),
  name: z.string(),
  /** "14 clicks", "gold", "missing" */
  valueText: z.string(),
  /** In the unit of the SHAP values; base + all contributions is the output. */
  contribution: z.number(),
});

export const waterfallSchema = z.object({
  classIndex: z.number(),
  mode: z.enum(shapModes),
  unit: z.enum(['margin', 'probability']),
  sentence: z.string(),
  base: z.number(),
  output: z.number(),
  /** By falling size. */
  contributions: z.array(contributionSchema),
  residual: z.number(),
});
export type Waterfall = z.infer<typeof waterfallSchema>;

export const localLimeSchema = z.object({
  classIndex: z.number(),
  probability: z.number(),
  localProbability: z.number(),
  rSquared: z.object({ mean: z.number(), least: z.number(), greatest: z.number() }),
  topOverlap: z.number(),
  sampleCount: z.number(),
  repeatCount: z.number(),
  weights: z.array(
    z.object({
      feature: z.number(),
      condition: z.string(),
      weight: z.number(),
      deviation: z.number(),
      topShare: z.number(),
    }),
  ),
  /** What R² and overlap mean for this person, in words. */
  sentence: z.string(),
});
export type LocalLime = z.infer<typeof localLimeSchema>;

/** The smallest change found that moves the person to another class. */
export const nearestChangeSchema = z.object({
  toClass: z.number(),
  changes: z.array(
    z.object({
      feature: z.number(),
      name: z.string(),
      from: featureCellSchema,
      to: featureCellSchema,
      text: z.string(),
    }),
  ),
  /** Of the class reached. */
  probability: z.number(),
  /** Sum of changes in standard deviations (a changed category counts 1). */
  distance: z.number(),
  sentence: z.string(),
});
export type NearestChange = z.infer<typeof nearestChangeSchema>;

export const personExplanationSchema = z.object({
  person: z.string(),
  /** The class that is known; null for a person who was assigned. */
  labelledAs: z.number().nullable(),
  /** The model's own. */
  predictedClass: z.number(),
  /** By class. */
  probabilities: numbers,
  /** In the order of the result's features. */
  values: z.array(featureCellSchema),
  waterfall: waterfallSchema,
  lime: localLimeSchema,
  /** null: none was found within the values seen in training. */
  nearestChange: nearestChangeSchema.nullable(),
});
export type PersonExplanation = z.infer<typeof personExplanationSchema>;

export const whatIfSchema = z.object({
  /** In the order of the result's features, after the changes. */
  values: z.array(featureCellSchema),
  probabilities: numbers,
  predictedClass: z.number(),
  /** Those of the person as they are, or of the median person. */
  probabilitiesBefore: numbers,
  unit: z.enum(['margin', 'probability']),
  /** By class. */
  base: numbers,
  output: numbers,
  /** contributions[class][feature] */
  contributions: z.array(numbers),
  elapsedMs: z.number(),
});
export type WhatIf = z.infer<typeof whatIfSchema>;
