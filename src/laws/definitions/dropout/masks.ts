import { Unlawful } from '../../law.ts';

// What masks of independent draws look like. Every bound is 6.5 standard errors: a right program breaks one of
// them less than once in ten billion times.

const ERRORS = 6.5;

/** Which elements of ones a forward pass has kept: what is left of them is not 0. */
export const keptOf = (output: unknown): boolean[] =>
  (output as unknown[]).flat(Infinity).map((value) => value !== 0);

const shareOf = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;

/** @throws {Unlawful} unless about a share 1 − rate of the elements is kept. */
export function keepsItsShare(kept: readonly boolean[], rate: number): void {
  const wanted = 1 - rate;
  const share = shareOf(kept);
  const error = Math.sqrt((wanted * rate) / kept.length);
  if (Math.abs(share - wanted) <= ERRORS * error) return;
  throw new Unlawful(
    `of ${kept.length} elements, ${percent(share)} are kept; with a rate of ${rate} it should be ${percent(wanted)}`,
  );
}

/**
 * @param lag - how far apart two elements are that are looked at together.
 * @throws {Unlawful} unless what becomes of one says nothing about the other.
 */
export function keepsEachByItself(kept: readonly boolean[], rate: number, lag: number): void {
  const p = 1 - rate;
  const pairs = kept.slice(lag).map((flag, i) => flag && kept[i]);
  const share = shareOf(pairs);
  // Pairs that have an element in common vary together.
  const variance = (p ** 2 * (1 - p ** 2) + 2 * p ** 3 * (1 - p)) / pairs.length;
  if (Math.abs(share - p ** 2) <= ERRORS * Math.sqrt(variance)) return;
  throw new Unlawful(
    `of ${pairs.length} pairs of elements that are ${lag} apart, both are kept in ${percent(share)}; draws of their own would give ${percent(p ** 2)}`,
  );
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
