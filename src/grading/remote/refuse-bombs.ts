import { LIMITS, ProtocolError } from './wire.ts';

/** Laws and their messages walk through no more levels than these where something contains itself. */
const LEVELS = 20;
/** Whoever walks through more levels than these by recursion runs out of stack. */
const DEEPEST = 1000;

/**
 * A hundred arrays, each of a hundred times the next, are a short message, and a walk through them never
 * ends. Counts each value as often as it is met.
 *
 * @param contentOf - the elements, or the keys and values, of an object.
 * @throws {ProtocolError} when there are more values than may cross at once, or too many levels.
 */
export function refuseBombs(
  roots: readonly object[],
  contentOf: (object: object) => readonly unknown[],
): void {
  const sizes = new Map<object, number>();
  const heights = new Map<object, number>();
  const open = new Set<object>();
  let hasLoop = false;

  const measure = (object: object): void => {
    if (sizes.has(object)) return;
    if (open.size >= DEEPEST) throw new ProtocolError('it is nested too deeply');
    open.add(object);
    let size = 1;
    let height = 0;
    for (const value of contentOf(object)) {
      size += 1;
      if (typeof value !== 'object' || value === null) continue;
      if (open.has(value)) {
        hasLoop = true;
        continue;
      }
      measure(value);
      size += sizes.get(value)!;
      height = Math.max(height, heights.get(value)! + 1);
    }
    open.delete(object);
    sizes.set(object, size);
    heights.set(object, height);
    if (size > LIMITS.numbers) throw new ProtocolError('it is too large');
    if (height > DEEPEST) throw new ProtocolError('it is nested too deeply');
  };
  for (const root of roots) measure(root);
  if (hasLoop) refuseGrowth([...sizes.keys()], contentOf);
}

/** What contains itself has no end, but its first levels must not be too many values. */
function refuseGrowth(
  objects: readonly object[],
  contentOf: (object: object) => readonly unknown[],
): void {
  let sizes = new Map<object, number>(objects.map((object) => [object, 1]));
  for (let level = 0; level < LEVELS; level++) {
    const next = new Map<object, number>();
    for (const object of objects) {
      let size = 1;
      for (const value of contentOf(object)) size += sizes.get(value as object) ?? 1;
      if (size > LIMITS.numbers) throw new ProtocolError('it contains itself too often');
      next.set(object, size);
    }
    sizes = next;
  }
}
