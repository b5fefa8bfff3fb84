/** What stands at a JSON pointer; undefined where nothing does. */
export function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      document,
    );
}

/** Every object below `value`, itself included. */
export function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  yield value as Readonly<Record<string, unknown>>;
  for (const child of Object.values(value)) {
    yield* objectsIn(child);
  }
}
