import { seededRandom } from '../common/random.ts';
import { UserError } from '../common/user-error.ts';

/**
 * Chooses some of the validation samples, the same number of each class: the accuracy on them is an
 * estimate of that on all.
 *
 * @param indices - the validation samples.
 * @param labels - the class of each sample of the data set.
 * @param count - how many; undefined takes all.
 * @param seed - any 32-bit integer; the same seed chooses the same samples.
 * @throws {UserError} when a class has too few.
 */
export function balancedSample(
  indices: readonly number[],
  labels: ArrayLike<number>,
  count: number | undefined,
  seed: number,
): number[] {
  if (count === undefined || count === indices.length) return [...indices];
  const classes = new Map<number, number[]>();
  for (const i of indices) {
    const members = classes.get(labels[i]);
    if (members) members.push(i);
    else classes.set(labels[i], [i]);
  }
  const each = count / classes.size;
  const fewest = Math.min(...[...classes.values()].map((members) => members.length));
  if (!Number.isInteger(each) || each > fewest) {
    throw new UserError(
      `${count} of the validation samples are wanted, the same number of each class; the split has ${classes.size} classes, the smallest of ${fewest} samples.`,
    );
  }
  const random = seededRandom(seed);
  return [...classes.values()].flatMap((members) =>
    random
      .permutation(members.length)
      .slice(0, each)
      .map((k) => members[k]),
  );
}
