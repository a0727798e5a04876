// What chance does not do. A right program is beyond one of these bounds less than once in 10¹¹ times,
// whatever the number of values: by the inequality of Dvoretzky, Kiefer, Wolfowitz and Massart, and by
// Hoeffding's.

const RARELY = 1e-11;

/** ln(2 / RARELY) */
const rarity = Math.log(2 / RARELY);

/**
 * Whether values look drawn uniformly from [0, 1], each on its own.
 *
 * @returns what does not fit, or `undefined`.
 */
export function beyondChance(values: readonly number[]): string | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const bound = Math.sqrt(rarity / (2 * values.length));
  for (const [i, value] of sorted.entries()) {
    const [below, upTo] = [i / values.length, (i + 1) / values.length];
    if (Math.max(upTo - value, value - below) <= bound) continue;
    const percent = (share: number) => `${Math.round(100 * share)}%`;
    return `${percent(upTo - value > value - below ? upTo : below)} of them lie in the lowest ${percent(Math.min(1, Math.max(0, value)))} of the range`;
  }
  return undefined;
}

/** Whether a count out of so many is what a probability gives. */
export const isByChance = (hits: number, count: number, probability: number): boolean =>
  Math.abs(hits / count - probability) <= Math.sqrt(rarity / (2 * count));

/** Whether two values from [0, 1] go together in a way that independent ones do not. */
export function areTied(pairs: readonly (readonly [number, number])[]): boolean {
  const mean = pairs.reduce((sum, [a, b]) => sum + (a - 0.5) * (b - 0.5), 0) / pairs.length;
  return Math.abs(mean) > 0.5 * Math.sqrt(rarity / (2 * pairs.length)); // each product lies within ±1/4
}
