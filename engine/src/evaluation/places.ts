/**
 * The place of each name among `ids`, −1 where it is not among them. Twins mostly stand in the order of their people, and then no
 * name of a million is looked up.
 */
export function placesOf(
  names: readonly string[],
  ids: readonly string[],
  placeOf: ReadonlyMap<string, number>,
): Int32Array {
  const places = new Int32Array(names.length);
  for (let index = 0; index < names.length; index += 1) {
    places[index] = ids[index] === names[index] ? index : (placeOf.get(names[index]) ?? -1);
  }
  return places;
}
