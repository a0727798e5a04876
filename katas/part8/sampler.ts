import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed): uniform(), integer(below)

/** What a setting may be. */
export type Dimension =
  /** One of these, each as likely as the others. */
  | { kind: 'choice'; values: readonly (number | string)[] }
  /** A number from `low` up to `high`, uniform. */
  | { kind: 'uniform'; low: number; high: number }
  /** A number from `low` up to `high`, whose logarithm is uniform. */
  | { kind: 'log-uniform'; low: number; high: number };

/** Every setting that is searched, by name. */
export type SearchSpace = Readonly<Record<string, Dimension>>;

/** One value for each setting of a space, by name. */
export type Configuration = Record<string, number | string>;

/**
 * Task 8.3: random search. All values are drawn independently of each other. The same space and seed give the
 * same list, and a longer list begins with the shorter one.
 *
 * @param space - left as it is.
 * @param count - how many, a whole number from 0 up.
 * @param seed - any 32-bit integer.
 * @throws {Error} for a choice without values; for a range whose `low` is not below its `high`, and for a
 *   log-uniform one whose `low` is not above 0. The message gives the name of the setting, and of a range both
 *   its ends.
 */
export function sampleTrials(space: SearchSpace, count: number, seed: number): Configuration[] {
  throw new NotImplemented('8.3', 'sampleTrials');
}
