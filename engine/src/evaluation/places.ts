/** Finds names among ids. */
export interface Places {
  readonly ids: readonly string[];
  /** The place of a name, −1 where it is not among the ids. Where it stands at the place guessed, nothing is looked up. */
  readonly find: (name: string, guess: number) => number;
}

/**
 * Places among ids, each of which stands there once. Twins mostly stand in the order of their people, and then no table of a million
 * names is made.
 */
export function placesAmong(ids: readonly string[]): Places {
  let known: Map<string, number> | null = null;
  const lookUp = (name: string): number => {
    known ??= new Map(ids.map((id, place) => [id, place]));
    return known.get(name) ?? -1;
  };
  return { ids, find: (name, guess) => (ids[guess] === name ? guess : lookUp(name)) };
}

/** The place of each name, −1 where it has none. */
export function placesOf(names: readonly string[], places: Places): Int32Array {
  const found = new Int32Array(names.length);
  for (let index = 0; index < names.length; index += 1) {
    found[index] = places.find(names[index], index);
  }
  return found;
}
