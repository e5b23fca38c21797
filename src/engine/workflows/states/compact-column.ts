// The smallest typed array that holds a column exactly: a project of many rows stays small.

export function compactColumn(values: Float64Array): Float64Array | Float32Array | Uint8Array {
  if (values.every((value) => value >= 0 && value <= 255 && Number.isInteger(value))) {
    return Uint8Array.from(values);
  }
  const exact = values.every((value) => Number.isNaN(value) || Math.fround(value) === value);
  return exact ? Float32Array.from(values) : values;
}
