import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `word` was most likely meant to be.
 *
 * @returns `undefined` when none is near: more than a third of the letters differ.
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}
