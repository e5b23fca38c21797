// LIME of a few people of every class: does it describe the model here, and does it repeat?
import { explainByLime, prepareLime } from '#analysis/explanations/lime/lime';
import { defaultLimeParams, type LimeExplanation } from '#analysis/explanations/lime/lime-types';
import { limeImportance } from '#analysis/explanations/compare-importances';
import type { Predict } from '#analysis/explanations/predict';
import { chooseBackground } from '#analysis/explanations/tree-shap/choose-background';
import { deriveSeed } from '#analysis/random';
import type { LimeSummary } from '#shared/results/explain/global-explanations';
import type { ExplainAnalysisInput } from './analysis-input.ts';
import { runShare, type AnalysisContext } from './analysis-context.ts';
import type { LabelledPeople } from './compare-models.ts';
import type { PlacedPeople } from './placed-people.ts';

/** People explained: at least one of every class, and about so many. */
const peopleCount = 8;
/** Here few repeats show whether it is stable; one person asked about gets all of them. */
const repeatCount = 3;

export function limeOfPeople(
  predict: Predict,
  people: PlacedPeople,
  labelled: LabelledPeople,
  { choices, seed }: Pick<ExplainAnalysisInput, 'choices' | 'seed'>,
  context: AnalysisContext,
): LimeSummary {
  const { table, segments, classCount } = people;
  const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const drawn = deriveSeed(seed, 'lime people');
  const count = Math.max(peopleCount, classCount);
  const rows = chooseBackground(all, Int32Array.from(segments), classCount, count, drawn);
  const background = prepareLime(labelled.table);
  const params = {
    ...defaultLimeParams,
    sampleCount: choices.lime.sampleCount,
    repeatCount: Math.min(repeatCount, choices.lime.repeatCount),
    seed,
  };
  const explained = Array.from(rows, (row, i): readonly LimeExplanation[] =>
    runShare(
      explainByLime(predict, background, table, row, classCount, params),
      'lime',
      context,
      i / rows.length,
      (i + 1) / rows.length,
    ),
  );
  return summarise(explained, rows, people, params);
}

function summarise(
  explained: readonly (readonly LimeExplanation[])[],
  rows: Uint32Array,
  { persons, segments, table }: PlacedPeople,
  params: { sampleCount: number; repeatCount: number; kernelWidth: number },
): LimeSummary {
  const own = Array.from(rows, (row, i) => {
    const classIndex = segments[row]!;
    const found = explained[i]?.[classIndex];
    if (!found) throw new Error('every class is explained');
    const { rSquared, topOverlap } = found;
    return { person: persons[row] ?? '', classIndex, rSquared: rSquared.mean, topOverlap };
  });
  const fits = own.map((one) => one.rSquared);
  const overlaps = own.map((one) => one.topOverlap);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    personCount: rows.length,
    sampleCount: params.sampleCount,
    repeatCount: params.repeatCount,
    kernelWidth: params.kernelWidth,
    rSquared: { mean: mean(fits), least: Math.min(...fits), greatest: Math.max(...fits) },
    topOverlap: { mean: mean(overlaps), least: Math.min(...overlaps) },
    meanAbsolute: Array.from(limeImportance(explained, table.columns.length)),
    persons: own,
    sentence: limeSentence(mean(fits), mean(overlaps), `${rows.length} people`),
  };
}

/** What the fit and the stability of LIME mean. */
export function limeSentence(rSquared: number, topOverlap: number, about: string): string {
  const fit =
    rSquared >= 0.7
      ? 'a local straight line describes the model well'
      : rSquared >= 0.4
        ? 'a local straight line describes the model roughly'
        : 'a local straight line hardly describes the model: its weights say little';
  const stable =
    topOverlap >= 0.8
      ? 'repeats name the same features'
      : 'repeats name different features: do not rely on their order';
  return `LIME for ${about}: R² ${rSquared.toFixed(2)}, ${fit}; top five in common ${(100 * topOverlap).toFixed(0)} %, ${stable}.`;
}
