// Persons with a planted label for the tests of supervised models: numbers, a yes or no, levels, gaps.
import { createRandom } from '#analysis/random';
import type { FeatureTable } from '#analysis/supervised/feature-table';

export interface Persons {
  readonly table: FeatureTable;
  readonly target: Int32Array;
}

/**
 * Classes follow from the first number, the level and a gap in the second; `noise` of 1 is as strong
 * as the first number.
 */
export function makePersons(
  rowCount: number,
  classCount: number,
  levelCount: number,
  noise: number,
  seed: number,
): Persons {
  const random = createRandom(seed);
  const numbers = [0, 1, 2].map(() => Float64Array.from({ length: rowCount }, random.normal));
  const isYes = Float64Array.from({ length: rowCount }, () => random.integerBelow(2));
  const level = Float64Array.from({ length: rowCount }, () => random.integerBelow(levelCount));
  const effects = Float64Array.from({ length: levelCount }, () => 2 * random.normal());
  const constant = new Float64Array(rowCount).fill(7);
  const target = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    let margin = numbers[0]![row]! + effects[level[row]!]! + noise * random.normal();
    if (random.uniform() < 0.1) numbers[1]![row] = NaN;
    if (random.uniform() < 0.05) level[row] = NaN;
    margin += Number.isNaN(numbers[1]![row]!) ? 2 : isYes[row]!;
    const share = 1 / (1 + Math.exp(-margin));
    target[row] = Math.min(classCount - 1, Math.floor(share * classCount));
  }
  const continuous = { kind: 'continuous', levels: [] } as const;
  const levels = Array.from({ length: levelCount }, (_, i) => `level ${i}`);
  return {
    table: {
      rowCount,
      columns: [
        { name: 'visits', ...continuous, values: numbers[0]! },
        { name: 'age', ...continuous, values: numbers[1]! },
        { name: 'noise', ...continuous, values: numbers[2]! },
        { name: 'converted', kind: 'binary', levels: [], values: isYes },
        { name: 'plan', kind: 'categorical', levels, values: level },
        { name: 'constant', ...continuous, values: constant },
      ],
    },
    target,
  };
}

/** The same persons with labels that have nothing to do with them. */
export function shuffleLabels({ table, target }: Persons, seed: number): Persons {
  const order = Uint32Array.from(target.keys());
  createRandom(seed).shuffle(order);
  return { table, target: Int32Array.from(order, (row) => target[row]!) };
}
