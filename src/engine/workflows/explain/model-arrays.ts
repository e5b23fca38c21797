// The arrays of a saved ensemble: beside the result in a project, as numbers in a model's document.
import type { StoredArray, StoredArrays } from '../../project/stored-arrays.ts';

const prefix = 'model:';
export const arrayTypes = {
  base: Float64Array,
  treeStarts: Uint32Array,
  treeClass: Int32Array,
  feature: Int32Array,
  threshold: Float64Array,
  categories: Int32Array,
  categoryBits: Uint32Array,
  missingLeft: Uint8Array,
  left: Int32Array,
  right: Int32Array,
  cover: Float64Array,
  valueStart: Int32Array,
  values: Float64Array,
} as const;
export type ArrayName = keyof typeof arrayTypes;
export const arrayNames = Object.keys(arrayTypes) as ArrayName[];

/** The name in a project, apart from those of other arrays of the run. */
export function storedName(name: ArrayName): string {
  return `${prefix}${name}`;
}

/** The arrays of a model as numbers, for the document that leaves the project. */
export function numbersOfArrays(arrays: StoredArrays): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), Array.from(array)]),
  );
}

/** The other way round; names that no model has are passed over. */
export function arraysFromNumbers(numbers: Readonly<Record<string, number[]>>): StoredArrays {
  const known = arrayNames.filter((name) => Object.hasOwn(numbers, name));
  return Object.fromEntries(
    known.map((name): [string, StoredArray] => [
      storedName(name),
      arrayTypes[name].from(numbers[name] ?? []),
    ]),
  );
}
