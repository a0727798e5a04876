import * as subject from '#kata/part3/split';
import { compare } from '#src/laws/compare';
import { labelCases, type LabelCase } from '#src/laws/definitions/split-cases';
import { isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';

const look = 'katas/part3/README.md, "The split".';

const splitOf = ({ labels, perClass, seed }: LabelCase) =>
  call(subject, 'stratifiedSplit', Uint8Array.from(labels), perClass, seed);

/** The two lists of indices, sorted. @throws {Unlawful} when they are none. */
async function sortedSplit(given: LabelCase): Promise<{ train: number[]; validation: number[] }> {
  const split = await splitOf(given);
  const sorted = (name: 'train' | 'validation') => {
    const indices: unknown = split[name];
    const isList = Array.isArray(indices) && indices.every(Number.isInteger);
    if (!isList) throw new Unlawful(`\`${name}\` must be an array of indices`, { got: indices });
    return (indices as number[]).toSorted((a, b) => a - b);
  };
  return { train: sorted('train'), validation: sorted('validation') };
}

law({
  task: '3.2',
  claim: 'every sample is in one of the two, once',
  points: 2,
  given: labelCases,
  async got(given) {
    const { train, validation } = await sortedSplit(given);
    return [...train, ...validation].toSorted((a, b) => a - b);
  },
  wanted: ({ labels }) => [...labels.keys()],
  why: 'A sample in both would be trained on and then asked about, which measures memory; one in neither is wasted. Shown are the indices of both lists together, in order.',
  look,
});

law({
  task: '3.2',
  claim: 'the same number from each class is set apart',
  points: 2,
  given: labelCases,
  async got(given) {
    const { validation } = await sortedSplit(given);
    return countsOf(given, validation);
  },
  wanted: ({ labels, perClass }) => [...new Set(labels)].map(() => perClass),
  why: 'With as many samples of every class, one number, the accuracy, counts all classes alike. Shown is how many of each class were set apart, in the order in which the classes first appear.',
  look,
});

law({
  task: '3.2',
  claim: 'which samples are set apart is random, and the seed decides it',
  points: 1,
  given: labelCases.filter(({ labels, perClass }) => labels.length >= 4 * perClass),
  draws: 20,
  async check(given) {
    const first = await sortedSplit(given);
    if (compare(await sortedSplit(given), first)) {
      throw new Unlawful('the same seed gave two different splits', { first: first.validation });
    }
    const chosen = new Set<number>();
    // A sample is left out by all of 200 seeds less than once in 10^8 cases.
    for (let seed = 0; seed < SEEDS; seed++) {
      const { validation } = await sortedSplit({ ...given, seed: given.seed + seed });
      for (const index of validation) chosen.add(index);
    }
    const never = given.labels.findIndex((_, index) => !chosen.has(index));
    if (never === -1) return;
    throw new Unlawful(`with ${SEEDS} seeds, sample ${never} was never set apart`);
  },
  why: 'Data sets often lie in an order: the last images may be of one day or one camera. Only a random choice stands for all.',
  look,
});

law({
  task: '3.2',
  claim: 'a class that would be left without a training sample is a clear error, and labels stay',
  points: 1,
  given: labelCases,
  draws: 20,
  async check(given) {
    const labels = Uint8Array.from(given.labels);
    await call(subject, 'stratifiedSplit', labels, given.perClass, given.seed);
    isUntouched('labels', given.labels, [...labels]);
    const counts = countsOf(given, [...labels.keys()]);
    const fewest = Math.min(...counts);
    await refuses(splitOf({ ...given, perClass: fewest }), [fewest]);
    const isOnlyOne = counts.filter((count) => count <= fewest + 2).length === 1;
    if (isOnlyOne) await refuses(splitOf({ ...given, perClass: fewest + 2 }), [fewest, fewest + 2]);
  },
  why: 'A split that cannot be made must not be made silently smaller. Both numbers say at once what is wrong.',
  look: 'katas/part3/README.md, "Errors".',
});

const SEEDS = 200;

/** How many of the indices are of each class, in the order in which the classes first appear. */
function countsOf({ labels }: LabelCase, indices: readonly number[]): number[] {
  return [...new Set(labels)].map((label) => indices.filter((i) => labels[i] === label).length);
}
