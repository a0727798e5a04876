/**
 * Some of many values, evenly spaced, the last one among them.
 *
 * @param most - how many at most, at least 1.
 */
export function thin<Value>(values: readonly Value[], most: number): Value[] {
  const every = Math.ceil(values.length / most);
  return values.filter((_, i) => (values.length - 1 - i) % every === 0);
}
