/**
 * Remembers, for each owner, the last value that was made: it is made anew only where something that it depends on is
 * another one than at the last call. An editor asks for the same values after every edit, and most edits change few of
 * them. What belongs to an owner is forgotten with it.
 */
export function remembered<Owner extends object, Value>(): (
  owner: Owner,
  dependsOn: readonly unknown[],
  make: () => Value,
) => Value {
  const last = new WeakMap<Owner, { readonly dependsOn: readonly unknown[]; readonly value: Value }>();
  return (owner, dependsOn, make) => {
    const known = last.get(owner);
    const isSame =
      known?.dependsOn.length === dependsOn.length &&
      dependsOn.every((one, index) => Object.is(one, known.dependsOn[index]));
    if (known !== undefined && isSame) {
      return known.value;
    }
    const value = make();
    last.set(owner, { dependsOn, value });
    return value;
  };
}
