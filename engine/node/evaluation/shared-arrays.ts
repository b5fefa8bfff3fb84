/** Smaller arrays are cheaper copied than shared. */
const SMALLEST_SHARED = 1 << 16;

type NumberArray = Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array;

/**
 * Makes copies of plain data whose large arrays of numbers lie in shared memory: threads then read them where they are, and an array
 * that a thousand jobs hold is copied once. Whatever is shared must not be written to.
 */
export function arraySharing(): <T>(value: T) => T {
  const known = new WeakMap<NumberArray, NumberArray>();
  const shared = (value: unknown): unknown => {
    if (isNumberArray(value)) {
      const found = value.byteLength < SMALLEST_SHARED ? value : (known.get(value) ?? inSharedMemory(value));
      known.set(value, found);
      return found;
    }
    if (Array.isArray(value)) {
      return value.map(shared);
    }
    return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
      ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shared(entry)]))
      : value;
  };
  return (value) => shared(value) as typeof value;
}

function isNumberArray(value: unknown): value is NumberArray {
  return (
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Int16Array ||
    value instanceof Uint16Array ||
    value instanceof Uint8Array
  );
}

function inSharedMemory<T extends NumberArray>(value: T): T {
  const Kind = value.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Kind(new SharedArrayBuffer(value.byteLength));
  copy.set(value);
  return copy;
}
