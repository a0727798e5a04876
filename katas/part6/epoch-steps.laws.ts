import fc from 'fast-check';
import { seeds } from '#src/laws/arbitraries';
import { compare } from '#src/laws/compare';
import {
  type EpochCase,
  epochCases,
  manySamples,
  shownEpoch,
} from '#src/laws/definitions/modules/epochs';
import { areWhole, stepsIn } from '#src/laws/definitions/modules/noticed-steps';
import { law, Unlawful } from '#src/laws/law';
import { train } from './epoch-driver.laws.ts';

const look = 'katas/part6/README.md, "An epoch".';

/** 100 is left out, as it is the default. */
const optionsOf = ({ batchSize }: EpochCase) => (batchSize === 100 ? undefined : { batchSize });

law<EpochCase>({
  task: '6.6',
  claim: 'a step is: network forward, loss, loss backward, network backward, optimizer',
  points: 2,
  given: epochCases,
  examples: [manySamples],
  draws: 25,
  show: shownEpoch,
  async check(given) {
    const [{ noticed }] = (await train(given, optionsOf(given))).epochs;
    const steps = stepsIn(noticed, given);
    if (steps.length === 0) throw new Unlawful('the optimizer is never asked for a step');
  },
  why: 'The loss needs the outputs, its gradient needs the loss, the gradients of the network need that one, and the optimizer needs the gradients: of one batch, with the one-hot rows of its own labels.',
  look,
});

law<EpochCase>({
  task: '6.6',
  claim:
    'every sample is used once, in batches of `batchSize`, of which the last takes what is left',
  points: 1,
  given: epochCases,
  examples: [manySamples],
  draws: 25,
  show: shownEpoch,
  async check(given) {
    const [{ noticed }] = (await train(given, optionsOf(given))).epochs;
    areWhole(stepsIn(noticed, given), given);
  },
  why: 'With 230 samples and batches of 100 an epoch has three steps, of 100, 100 and 30. No sample is better than another, also not one in a batch that is not full.',
  look,
});

/** The order in which training takes the samples, for several epochs. */
async function ordersOf(given: EpochCase, ...options: Parameters<typeof train>[1][]) {
  const { epochs } = await train(given, ...options);
  return epochs.map(({ noticed }) => stepsIn(noticed, given).flatMap(({ samples }) => samples));
}

law({
  task: '6.6',
  claim:
    'seed and epoch decide the order: the same two the same one, another epoch or seed another',
  points: 1,
  given: fc
    .record({ seed: seeds, otherSeed: seeds, epoch: fc.integer({ min: 0, max: 4 }) })
    .filter((s) => s.seed !== s.otherSeed),
  draws: 6,
  async check({ seed, otherSeed, epoch }) {
    const given = {
      ...manySamples,
      images: manySamples.images.slice(0, 60),
      labels: manySamples.labels.slice(0, 60),
    };
    const [first, again, next, other, plain, written] = await ordersOf(
      given,
      { seed, epoch, batchSize: 25 },
      { seed, epoch, batchSize: 25 },
      { seed, epoch: epoch + 1, batchSize: 25 },
      { seed: otherSeed, epoch, batchSize: 25 },
      undefined,
      { seed: 0, epoch: 0, batchSize: 100 },
    );
    if (first.length !== 60) throw new Unlawful(`${first.length} samples are used of 60`);
    const isSame = (a: number[], b: number[]) => compare(a, b) === undefined;
    if (!isSame(first, again)) throw new Unlawful('the same seed and epoch give two orders');
    if (
      isSame(
        first,
        first.toSorted((a, b) => a - b),
      )
    ) {
      throw new Unlawful('the samples are not shuffled: they come as they lie');
    }
    if (isSame(first, next)) throw new Unlawful('the next epoch has the same order');
    if (isSame(first, other)) throw new Unlawful('another seed gives the same order');
    if (!isSame(plain, written))
      throw new Unlawful('without options, it is not seed 0 and epoch 0');
  },
  why: 'In a new order the batches are new ones too, so that no two samples always pull together. Written down as a seed, the order can be repeated.',
  look,
});
