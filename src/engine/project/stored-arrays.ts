// Typed arrays of a run that are neither shown as they are nor a number a person: kept by name.

export type StoredArray =
  Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

export type StoredArrays = Readonly<Record<string, StoredArray>>;

const types = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array };
type TypeName = keyof typeof types;

/** A prefix apart from the names of person columns; the type stands in the name. */
const prefix = 'array:';

function typeNameOf(array: StoredArray): TypeName {
  const name = (Object.keys(types) as TypeName[]).find((key) => array instanceof types[key]);
  if (name === undefined) throw new Error('an array of another type cannot be stored');
  return name;
}

/** Copies, as shared memory cannot be bound to a statement. */
export function toArrayBytes(arrays: StoredArrays): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [
      `${prefix}${typeNameOf(array)}:${name}`,
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice(),
    ]),
  );
}

export function fromArrayBytes(bytes: Readonly<Record<string, Uint8Array>>): StoredArrays {
  const arrays: Record<string, StoredArray> = {};
  for (const [key, value] of Object.entries(bytes)) {
    if (!key.startsWith(prefix)) continue;
    const [, type = '', ...name] = key.split(':');
    if (!Object.hasOwn(types, type)) throw new Error(`stored array ${key} is of no known type`);
    arrays[name.join(':')] = new types[type as TypeName](value.slice().buffer);
  }
  return arrays;
}
