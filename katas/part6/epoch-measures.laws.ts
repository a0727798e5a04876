import { compare } from '#src/laws/compare';
import {
  type EpochCase,
  epochCases,
  manySamples,
  meansOfMeans,
  measuresOf,
  shownEpoch,
} from '#src/laws/definitions/modules/epochs';
import { areWhole, evaluationsIn, stepsIn } from '#src/laws/definitions/modules/noticed-steps';
import { isUntouched } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { evaluate, train } from './epoch-driver.laws.ts';

const look = 'katas/part6/README.md, "Two measures".';

/** Sums of some hundred numbers of up to a hundred, in float32. */
const rounded = { absolute: 1e-3, relative: 1e-5 };

/** @throws {Unlawful} that says in which way the measures are wrong. */
function areRight(got: unknown, given: EpochCase, order: readonly number[]): void {
  const wanted = measuresOf(given);
  if (!compare(got, wanted, rounded)) return;
  const isLike = (other: { loss: number; accuracy: number }) => !compare(got, other, rounded);
  const count = given.images.length;
  const says = isLike(meansOfMeans(given, order))
    ? 'yours is the mean over the batches: the samples of a small last batch count for more than the others'
    : isLike({ loss: wanted.loss * count, accuracy: wanted.accuracy * count })
      ? 'yours are sums: divide by the number of samples'
      : isLike({ ...wanted, accuracy: 100 * wanted.accuracy })
        ? 'the accuracy is a percentage: wanted is a fraction, from 0 to 1'
        : isLike({ ...wanted, accuracy: 1 - wanted.accuracy })
          ? 'the accuracy is the fraction of wrong answers'
          : 'loss and accuracy are not the means over all samples';
  throw new Unlawful(says, { wanted, got });
}

law<EpochCase>({
  task: '6.6',
  claim: 'trainEpoch gives the mean loss and the accuracy of all samples, as the steps met them',
  points: 1,
  given: epochCases,
  examples: [manySamples],
  draws: 30,
  show: shownEpoch,
  async check(given) {
    const { batchSize } = given;
    const [{ measures, noticed }] = (await train(given, { batchSize })).epochs;
    areRight(
      measures,
      given,
      stepsIn(noticed, given).flatMap(({ samples }) => samples),
    );
  },
  why: 'Each sample counts the same. A batch’s loss is the mean over its own samples: times their number it is their sum, and the sums of all batches are divided by all samples.',
  look,
});

law<EpochCase>({
  task: '6.6',
  claim: 'evaluate gives the same of the network as it is, and trains nothing',
  points: 1,
  given: epochCases,
  examples: [manySamples],
  draws: 25,
  show: shownEpoch,
  async check(given) {
    const { batchSize } = given;
    const options = batchSize === 100 ? undefined : { batchSize };
    const [{ measures, noticed }] = (await evaluate(given, options)).epochs;
    const batches = evaluationsIn(noticed, given);
    areWhole(batches, given);
    areRight(
      measures,
      given,
      batches.flatMap(({ samples }) => samples),
    );
  },
  why: 'Test samples are for measuring. They go through in batches too, since a data set may be larger than the memory.',
  look,
});

law<EpochCase>({
  task: '6.6',
  claim: 'a network that has diverged has the loss NaN, and is no error',
  points: 1,
  given: epochCases,
  draws: 5,
  show: shownEpoch,
  async check(given) {
    const { batchSize } = given;
    const [right] = (await train(given, { batchSize })).epochs;
    const { loss } = right.measures as { loss: number };
    if (compare(loss, measuresOf(given).loss, rounded)) {
      throw new Unlawful('this law counts only where the mean loss is right', {
        wanted: measuresOf(given).loss,
        got: loss,
      });
    }
    const matrix = given.matrix.map((row) => row.map(() => NaN));
    const [{ measures }] = (await train({ ...given, matrix }, { batchSize })).epochs;
    const got = (measures as { loss: unknown }).loss;
    if (Number.isNaN(got)) return;
    throw new Unlawful(`all outputs are NaN, and the loss is ${String(got)}`);
  },
  why: 'With too high a learning rate the weights grow without bound until they are NaN. That is a result of an experiment: it should be told, not hidden and not thrown.',
  look: 'katas/part6/README.md, "Divergence".',
});

law<EpochCase>({
  task: '6.6',
  claim: 'samples are left as they are, and no tensor stays behind',
  points: 1,
  given: epochCases,
  draws: 8,
  show: shownEpoch,
  async check(given) {
    const { batchSize } = given;
    const options = { batchSize };
    for (const run of [train, evaluate]) {
      const { epochs, tensors, images } = await run(given, options, options, options);
      const { loss } = epochs[2].measures as { loss: unknown };
      if (typeof loss !== 'number' || !Number.isFinite(loss)) {
        throw new Unlawful('this law counts only where there is a loss', {
          got: epochs[2].measures,
        });
      }
      if (!epochs[2].noticed.some(({ by }) => by === 'loss')) {
        throw new Unlawful('this law counts only where the loss is asked, and it never was');
      }
      if (images === undefined) throw new Unlawful('the images that it was given are disposed of');
      isUntouched('images', given.images, images);
      const left = tensors[2] - tensors[1];
      if (left !== 0) {
        throw new Unlawful(
          `\`${run === train ? 'trainEpoch' : 'evaluate'}\` ${left > 0 ? `leaves ${left} tensors behind` : `frees ${-left} tensors that are not its own`}`,
        );
      }
    }
  },
  why: 'Batches, outputs and losses of each step are freed with the step: `tf.tidy(() => …)` around it does. A hundred epochs of MNIST are 60000 steps.',
  look: 'katas/part6/README.md, "What a module keeps".',
});
