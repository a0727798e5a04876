import { compare } from '../../compare.ts';
import { Unlawful } from '../../law.ts';
import { crossEntropiesOf, mean } from '../softmax/softmax.ts';

/**
 * How far above ln(classes) the loss of fresh networks may be, in the mean over four or more of them. In
 * 400 cases the usual initializers came to at most 2.9; weights from ±0.5, the smallest that are plainly too
 * large, to at least 27. A single network is no measure: He's uniform weights came to 9.1 once.
 */
export const UNDECIDED = 8;

/** The mean cross-entropy over all labels that an image could have: it asks for no lucky guess. */
export const lossOverAllLabels = (logits: number[]): number =>
  mean(
    crossEntropiesOf(
      logits.map(() => logits),
      [...logits.keys()],
    ),
  );

export const isKernel = (weight: unknown): boolean =>
  Array.isArray(weight) && Array.isArray(weight[0]);

/** @throws {Unlawful} when two kernels, or two units of one, begin with the same numbers. */
export function beginsApart(weights: readonly unknown[]): void {
  const kernels = weights.filter(isKernel);
  kernels.forEach((kernel, i) => {
    const twin = kernels.slice(0, i).findIndex((other) => !compare(kernel, other));
    if (twin !== -1) throw new Unlawful(`kernels ${twin} and ${i} begin with the same numbers`);
    if (hasTwins(kernel)) {
      throw new Unlawful(`two units of kernel ${i} begin with the same weights`);
    }
  });
}

/** Whether two units have the same incoming weights; units are the last axis. */
function hasTwins(kernel: unknown): boolean {
  let rows = kernel as unknown[][];
  while (Array.isArray(rows[0][0])) rows = rows.flat() as unknown[][];
  const units = rows[0].map((_, unit) => rows.map((row) => row[unit]).join());
  return new Set(units).size < units.length;
}
