import fc from 'fast-check';
import * as subject from '#kata/part7/network';
import { seededRandom } from '#src/common/random';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import { accuracyOf } from '#src/laws/definitions/gradient-descent/classifier';
import { imagesFor, passedThrough } from '#src/laws/definitions/regularised/forward';
import { masksOf, sharesAsExpected, throughBoth, throughTheLast } from '#src/laws/definitions/regularised/masks'; // prettier-ignore
import {
  networkCases,
  weightsFor,
  type NetworkCase,
} from '#src/laws/definitions/regularised/shapes';
import { law, Unlawful } from '#src/laws/law';
import { make } from '#src/laws/subject';
import { freeing, learn, logitsOf, owned, setWeights, weightsOf } from '#src/laws/tensors/models';

const look = 'katas/part7/README.md, "Dropout and batch normalisation in a network".';
const build = async (options: Partial<NetworkCase>) =>
  owned(await make(subject, 'buildNetwork', options));

/** Float32 against float64, of sums of some hundred numbers. */
const rounded = { absolute: 2e-3, relative: 2e-3 };

law<NetworkCase>({
  task: '7.7',
  claim:
    'training mode normalises by the batch, and moves the running statistics a tenth of the way',
  points: 1,
  given: networkCases,
  draws: 12,
  check: (given) =>
    freeing(async () => {
      const network = await build({ ...given, dropout: 0 });
      const before = weightsFor(given);
      await setWeights(network, before);
      const images = imagesFor(given, 6);
      await logitsOf(network, images);
      if (compare((await weightsOf(network)).slice(16), before.slice(16), { absolute: 1e-6 })) {
        throw new Unlawful('in evaluation mode the running statistics change');
      }
      const { logits, statistics } = passedThrough(before, images, { statistics: 'batch' });
      const got = await logitsOf(network, images, { training: true });
      if (compare(got, logits, rounded)) {
        throw new Unlawful(
          'with dropout 0, the logits in training mode are not those with the statistics of the batch',
          { wanted: logits, got },
        );
      }
      areMoved(await weightsOf(network), before, statistics);
      // With dropout, what comes into the first batch normalisation is the same.
      const dropping = await build({ ...given, dropout: 0.5 });
      await setWeights(dropping, before);
      await logitsOf(dropping, images, { training: true });
      areMoved(await weightsOf(dropping), before, statistics.slice(0, 1), ', with dropout 0.5,');
    }),
  why: 'In training, each channel is normalised by mean and variance of the batch; 0.9 · old + 0.1 · new follows them, for later. The layer comes before the dropout, whose zeros are no part of the statistics.',
  look,
});

/** @throws {Unlawful} unless the running statistics have moved by a tenth. */
function areMoved(
  weights: readonly unknown[],
  before: readonly unknown[],
  statistics: ReturnType<typeof passedThrough>['statistics'],
  when = '',
): void {
  statistics.forEach(({ mean, variance, count }, block) => {
    const moved = (old: unknown, now: number[]) =>
      (old as number[]).map((value, c) => 0.9 * value + 0.1 * now[c]);
    const at = 16 + 2 * block;
    const name = block === 0 ? 'first' : 'second';
    const means = moved(before[at], mean);
    if (compare(weights[at], means, rounded)) {
      throw new Unlawful(`the running mean of the ${name} batch normalisation${when} is not 0.9 · old + 0.1 · that of the batch`, { wanted: means, got: weights[at] }); // prettier-ignore
    }
    // Some divide by the number of places, some by one less.
    const options = [variance, variance.map((value) => (value * count) / (count - 1))];
    const wanted = options.map((option) => moved(before[at + 1], option));
    if (wanted.every((option) => compare(weights[at + 1], option, rounded))) {
      throw new Unlawful(`the running variance of the ${name} batch normalisation${when} is not 0.9 · old + 0.1 · that of the batch`, { wanted: wanted[0], got: weights[at + 1] }); // prettier-ignore
    }
  });
}

law<{ dropout: number; seed: number }>({
  task: '7.7',
  claim: 'two dropouts are at work, in training mode only, and drop others each time',
  points: 1,
  given: fc.record({ dropout: fc.constantFrom(0.5, 0.25, 0.125, 0), seed: seeds }),
  examples: [
    { dropout: 0.5, seed: 0 },
    { dropout: 0.25, seed: 1 },
    { dropout: 0, seed: 2 },
  ],
  draws: 2,
  check: ({ dropout, seed }) =>
    freeing(async () => {
      const { options, images } = masksOf(seed);
      const { dropout: _, ...sizes } = options;
      const network = await build(dropout === 0.5 ? sizes : { ...sizes, dropout }); // 0.5 is the default
      await setWeights(network, throughTheLast(options));
      const ones = await logitsOf(network, images);
      if (
        compare(
          ones,
          images.map(() => Array.from({ length: options.classes }, () => 1)),
        )
      ) {
        throw new Unlawful('in evaluation mode something is dropped, or scaled');
      }
      const first = (await logitsOf(network, images, { training: true })) as number[][];
      sharesAsExpected(first, 1 - dropout, { dropout, where: 'the second', isLast: true });
      if (dropout > 0) {
        const second = await logitsOf(network, images, { training: true });
        if (!compare(second, first, exactly)) {
          throw new Unlawful(
            'two calls in training mode drop the same values: a dropout with a seed draws the same numbers in every call',
          );
        }
      }
      await setWeights(network, throughBoth(options));
      const both = (await logitsOf(network, images, { training: true })) as number[][];
      sharesAsExpected(both, (1 - dropout) ** 2, { dropout, where: 'both', isLast: false });
    }),
  why: 'Each value is dropped by itself, with the probability `dropout`, and what is kept is divided by 1 − dropout, so that the mean stays. To classify, all units are there.',
  look,
});

law<{ seed: number }>({
  task: '7.7',
  claim: 'a small one learns twenty images by heart',
  points: 1,
  given: fc.record({ seed: fc.integer({ min: 0, max: 9999 }) }),
  draws: 1,
  check: ({ seed }) =>
    freeing(async () => {
      const imageShape: [number, number, number] = [6, 7, 3];
      const random = seededRandom(seed);
      const labels = Array.from({ length: 20 }, () => random.integer(4));
      const given: NetworkCase = { imageShape, kernels: [6, 8], units: 24, classes: 4, dropout: 0, seed }; // prettier-ignore
      const images = imagesFor(given, 20);
      const network = await build(given);
      const losses = await learn(network, { images, labels }, { steps: STEPS, learningRate: 0.02 });
      const [first, last] = [losses[0], losses.at(-1)!];
      const accuracy = accuracyOf((await logitsOf(network, images)) as number[][], labels);
      if (last < first / 10 && accuracy >= 0.9) return;
      throw new Unlawful(
        `after ${STEPS} steps of Adam on 20 images the loss is ${last.toFixed(3)} (it began at ${first.toFixed(3)}), and ${(100 * accuracy).toFixed(0)}% of them are classified correctly in evaluation mode`,
      );
    }),
  why: 'A network with more weights than samples can learn any labels by heart. If yours cannot, a layer is missing, does not learn, or normalises otherwise when it is tested.',
  look,
});

const STEPS = 60;
