// The four questions of the workflow and the shape of their answers.
import type { Labels } from '../agreement/cross-table.ts';
import type { SegmentFeature, SegmentProfiles, SegmentValue } from './rfe-types.ts';
import type { Sentence } from '../words/sentence.ts';

export type Question = 'loyal' | 'convertible' | 'how-to-reach' | 'not-worth-the-effort';

export interface Answer {
  readonly question: Question;
  readonly title: string;
  /** The rule by which segments were picked, in words, thresholds included. */
  readonly rule: string;
  /** False where the features that the rule needs are not there. */
  readonly answerable: boolean;
  /** The segments concerned; empty where it is nobody, which the first sentence then says. */
  readonly segments: readonly number[];
  readonly sentences: readonly Sentence[];
}

/** People by segment and by category of one column, such as a channel or a device. */
export interface ChannelTable {
  readonly name: string;
  readonly categories: readonly string[];
  /** segments x categories, row-major. */
  readonly counts: readonly number[];
}

export interface AnswerInput {
  readonly profiles: SegmentProfiles;
  /** One name for each segment. */
  readonly names: readonly string[];
  readonly labels: Labels;
  readonly features: readonly SegmentFeature[];
  readonly value: SegmentValue;
  readonly channels: readonly ChannelTable[];
}
