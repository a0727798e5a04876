import fc from 'fast-check';
import { seeds } from '#src/laws/arbitraries';
import { compare } from '#src/laws/compare';
import { areSteps, areWhole, batchesIn, manySamples, shownTraining, trained, type TrainingCase, trainingCases } from '#src/laws/definitions/search/trainings'; // prettier-ignore
import { law, Unlawful } from '#src/laws/law';
import { type Epoch, lossesOf, train } from './train-driver.laws.ts';

const epochs = 'katas/part8/README.md, "An epoch".';

/** Float32, of numbers that some steps have made up to a thousand. */
const rounded = { absolute: 1e-3, relative: 1e-4 };

law<TrainingCase>({
  task: '8.5',
  claim: 'each step is w ← w − η·∂loss/∂w, and its loss is that before the step',
  points: 2,
  given: trainingCases,
  draws: 40,
  show: shownTraining,
  async check(given) {
    const [epoch] = await train(given, {});
    areSteps(epoch.heard, given);
    const { losses, weight, bias } = trained(given, batchesIn(epoch.heard, given));
    const got = { losses: lossesOf(epoch), W: epoch.values[0], b: epoch.values[1] };
    const wanted = { losses, W: weight, b: bias };
    if (!compare(got, wanted, rounded)) return;
    const { learningRate } = given;
    const is = (change: Partial<TrainingCase>) =>
      !compare(got, named(trained({ ...given, ...change }, batchesIn(epoch.heard, given))), rounded); // prettier-ignore
    const says = is({ learningRate: -learningRate })
      ? 'yours goes uphill: the gradient is subtracted'
      : is({ learningRate: 1 })
        ? 'yours leaves out the learning rate'
        : is({ learningRate: 0 })
          ? 'nothing is trained: W and b are as they were'
          : 'losses or weights are not those of the steps';
    throw new Unlawful(says, { wanted, got });
  },
  why: 'Network and loss are the law’s own; the gradients that they leave are no derivatives, but no training can know. Wanted are the numbers that plain gradient descent makes of them, batch by batch, in the order of yours.',
  look: epochs,
});

const named = ({ losses, weight, bias }: ReturnType<typeof trained>) => ({
  losses,
  W: weight,
  b: bias,
});

law<TrainingCase>({
  task: '8.5',
  claim:
    'every sample among the indices is used once, in batches, of which the last takes what is left',
  points: 1,
  given: trainingCases,
  examples: [
    { ...manySamples, indices: manySamples.indices.slice(0, 230), batchSize: 100 },
    {
      ...manySamples,
      indices: manySamples.indices.slice(0, 500),
      batchSize: 1,
      learningRate: 2 ** -20,
    },
  ],
  draws: 30,
  show: shownTraining,
  async check(given) {
    const [epoch] = await train(given, {});
    const batches = batchesIn(epoch.heard, given);
    areWhole(batches, given);
    const { length } = lossesOf(epoch);
    if (length === batches.length) return;
    throw new Unlawful(`${batches.length} steps were made, and ${length} losses returned`);
  },
  why: 'The indices are those of the training samples: the others are for validation, and never trained on. With a batch size of 1 every sample is a step.',
  look: epochs,
});

law({
  task: '8.5',
  claim:
    'seed and epoch decide the order: the same two the same one, another epoch or seed another',
  points: 1,
  given: fc
    .record({ seed: seeds, otherSeed: seeds, epoch: fc.integer({ min: 0, max: 4 }) })
    .filter((drawn) => drawn.seed !== drawn.otherSeed),
  draws: 6,
  async check({ seed, otherSeed, epoch }) {
    const given = { ...manySamples, indices: manySamples.indices.slice(0, 40), batchSize: 15 };
    const all = await train(
      { ...given, learningRate: 2 ** -20 },
      { seed, epoch },
      { seed, epoch },
      { seed, epoch: epoch + 1 },
      { seed: otherSeed, epoch },
      {},
      { seed: 0, epoch: 0 },
    );
    const [first, again, next, other, plain, written] = all.map((one) => orderOf(one, given));
    if (first.length < given.indices.length) {
      throw new Unlawful(`${first.length} samples are used of ${given.indices.length}`);
    }
    const isSame = (a: number[], b: number[]) => a.join() === b.join();
    if (!isSame(first, again)) throw new Unlawful('the same seed and epoch give two orders');
    if (isSame(first, given.indices)) throw new Unlawful('the samples are not shuffled');
    if (isSame(first, next)) throw new Unlawful('the next epoch has the same order');
    if (isSame(first, other)) throw new Unlawful('another seed gives the same order');
    if (!isSame(plain, written)) throw new Unlawful('left out, seed and epoch are not 0');
  },
  why: 'A trial that is stopped and goes on later must meet the orders that it would have met: each epoch’s follows from the seed and its number, not from what was drawn before.',
  look: epochs,
});

const orderOf = (epoch: Epoch, given: TrainingCase) => batchesIn(epoch.heard, given).flat();
