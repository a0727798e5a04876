import * as subject from '#kata/part3/split';
import { compare } from '#src/laws/compare';
import { mustCompute } from '#src/laws/definitions/at-work';
import { labelCases, type LabelCase } from '#src/laws/definitions/split-cases';
import { isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { callAtOnce } from '#src/laws/subject';

const look = 'katas/part3/README.md, "The split".';

const splitOf = ({ labels, perClass, seed }: LabelCase) =>
  callAtOnce(subject, 'stratifiedSplit', Uint8Array.from(labels), perClass, seed);

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
  given: labelCases.filter(hasManyChoices),
  draws: 12,
  async check(given) {
    const once = await sortedSplit(given);
    if (compare(await sortedSplit(given), once)) {
      throw new Unlawful('the same seed gave two different splits', { first: once.validation });
    }
    const zero = await sortedSplit({ ...given, seed: 0 });
    const bare = await callAtOnce(subject, 'stratifiedSplit', given.labels, given.perClass);
    if (
      compare(
        [...bare.validation].toSorted((a, b) => a - b),
        zero.validation,
      )
    ) {
      throw new Unlawful('without a seed the split is another one than with the seed 0');
    }
    const [label] = given.labels;
    const members = [...given.labels.keys()].filter((i) => given.labels[i] === label);
    const chosen = new Set<number>();
    const choices = new Set<string>();
    // A sample is left out by all of 200 seeds less than once in 10^8 cases.
    for (let seed = 0; seed < SEEDS; seed++) {
      const { validation } = await sortedSplit({ ...given, seed: given.seed + seed });
      for (const index of validation) chosen.add(index);
      choices.add(validation.filter((index) => members.includes(index)).join());
    }
    const never = given.labels.findIndex((_, index) => !chosen.has(index));
    if (never !== -1)
      throw new Unlawful(`with ${SEEDS} seeds, sample ${never} was never set apart`);
    // Of 8 samples, 3 can be chosen in 56 ways; whoever takes neighbours knows 8 of them.
    if (choices.size > members.length) return;
    throw new Unlawful(
      `with ${SEEDS} seeds, the ${given.perClass} of the ${members.length} samples of class ${label} were chosen in ${choices.size} ways only`,
    );
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
    mustCompute(await callAtOnce(subject, 'stratifiedSplit', labels, given.perClass, given.seed));
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

/** Whether the first class has so many samples that a random choice is told from one of neighbours. */
function hasManyChoices({ labels, perClass }: LabelCase): boolean {
  const members = labels.filter((label) => label === labels[0]).length;
  return perClass > 1 && members >= perClass + 4;
}

/** How many of the indices are of each class, in the order in which the classes first appear. */
function countsOf({ labels }: LabelCase, indices: readonly number[]): number[] {
  return [...new Set(labels)].map((label) => indices.filter((i) => labels[i] === label).length);
}
