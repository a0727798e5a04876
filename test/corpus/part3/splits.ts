import { seededRandom } from '../../../src/common/random.ts';
import { type Split, stratifiedSplit } from '../../../solutions/part3/split.ts';
import type { Implementation } from '../implementation.ts';

export type Labels = ArrayLike<number>;
type Write = (labels: Labels, perClass: number, seed?: number) => unknown;

/** Writes `stratifiedSplit`. */
export const named = (
  name: string,
  write: Write,
): Implementation<{ stratifiedSplit: typeof stratifiedSplit }> => ({
  name,
  module: { stratifiedSplit: write },
});

/** 0 … samples − 1 */
export const indicesOf = (labels: Labels) => Array.from(labels, (_, i) => i);

/** The classes that are there, each once. */
export const classesOf = (labels: Labels) => [...new Set(Array.from(labels))];

/** Refuses as the right one does. */
export function check(labels: Labels, perClass: number): void {
  stratifiedSplit(labels, perClass);
}

/** All that are not for validation are for training. */
export const split = (labels: Labels, validation: number[]): Split => ({
  train: indicesOf(labels).filter((i) => !validation.includes(i)),
  validation,
});

/** Chooses the validation samples of a class among its samples, and refuses rightly. */
export const choosing =
  (choose: (members: number[], perClass: number, seed: number, label: number) => number[]): Write =>
  (labels, perClass, seed = 0) => {
    check(labels, perClass);
    const chosen = classesOf(labels).flatMap((label) =>
      choose(
        indicesOf(labels).filter((i) => labels[i] === label),
        perClass,
        seed,
        label,
      ),
    );
    return split(labels, chosen);
  };

/** The right split, with something done to it. */
export const after =
  (change: (made: Split, labels: Labels, perClass: number) => unknown): Write =>
  (labels, perClass, seed) =>
    change(stratifiedSplit(labels, perClass, seed), labels, perClass);

/** In a random order. */
export const shuffled = (list: number[], seed: number) =>
  seededRandom(seed)
    .permutation(list.length)
    .map((k) => list[k]);
