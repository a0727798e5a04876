import fc from 'fast-check';
import { seeds } from '../../arbitraries.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import { freeing, modelOf, weightsOf } from '../../tensors/models.ts';
import {
  accuracyOf,
  classifiers,
  dataOf,
  labelsOf,
  levelsOf,
  linearOf,
  logitsBy,
  networkWith,
  type Classifier,
} from '../gradient-descent/classifier.ts';
import { gradientOf, moved, smallestMargin } from '../gradient-descent/classifier-training.ts';
import { lossesOf, type OnePixelEach } from '../gradient-descent/one-pixel-each.ts';
import { crossEntropiesOf, mean } from '../softmax/softmax.ts';
import { lossCurve, recordsOf, type EpochDriver, type EpochLaw } from './driver.ts';

/** A classifier trained for an epoch or two of several batches each. */
interface SeveralBatches extends Classifier {
  validation: number;
  batchSize: number;
  every: number;
  epochs: number;
  learningRate: number;
}

const cases: fc.Arbitrary<SeveralBatches> = fc
  .record({
    classifier: classifiers(fc.integer({ min: 6, max: 9 })),
    seed: seeds,
    validation: fc.integer({ min: 1, max: 2 }),
    batchSize: fc.integer({ min: 2, max: 3 }),
    every: fc.integer({ min: 1, max: 3 }),
    epochs: fc.integer({ min: 1, max: 2 }),
    learningRate: fc.constantFrom(0.5, 1),
  })
  .map(({ classifier, ...rest }) => ({ ...classifier, ...rest }));

/** What a record may hold, by the definition. */
interface FullRecord {
  step: number;
  loss: number;
  trainAccuracy: number;
  validationAccuracy: number;
  gradientMagnitude: number;
}

/** @param fields - what the part's records hold. */
export const severalBatches = (
  { train: run, ...text }: EpochLaw,
  fields: readonly (keyof FullRecord)[],
): LawSpec<SeveralBatches> => ({
  ...text,
  claim: 'each batch is a step of its own, from where the last one ended',
  given: cases,
  draws: 20,
  show: ({ samples, validation, batchSize, every, epochs, learningRate }) => ({
    'training samples': samples - validation,
    batchSize,
    epochs,
    every,
    learningRate,
  }),
  got: (given) =>
    freeing(async () => {
      const { learningRate, batchSize, every, seed } = given;
      const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
      const [data, split] = [dataOf(given), splitOf(given)];
      const records: object[] = [];
      for (let epoch = 0; epoch < given.epochs; epoch++) {
        const options = { epoch, batchSize, every, seed };
        records.push(...(await recordsOf(run, { model, learningRate, data, split, options })));
      }
      const [kernel, bias] = await weightsOf(model);
      const { isClear } = await definition(given, run);
      return {
        ...columns(records as FullRecord[], isClear ? fields : exact(fields)),
        kernel,
        bias,
      };
    }),
  wanted: (given) =>
    freeing(async () => {
      const { records, linear, isClear } = await definition(given, run);
      return { ...columns(records, isClear ? fields : exact(fields)), ...linear };
    }),
  tolerance: { absolute: 5e-4, relative: 5e-4 }, // float32 against float64, over up to 8 steps
  why: 'Which samples share a batch is known from another training with the same seed, at the rate 0. So every step can be computed anew: its batch’s loss and gradient at the weights that the step before has left, and, after step `every`, 2·every, …, what a record says of that very step.',
});

const splitOf = ({ samples, validation }: SeveralBatches) => ({
  train: Array.from({ length: samples - validation }, (_, i) => i),
  validation: Array.from({ length: validation }, (_, i) => samples - validation + i),
});

/** What does not hang on which of two nearly equal logits is the larger one. */
const exact = (fields: readonly (keyof FullRecord)[]) =>
  fields.filter((field) => !field.endsWith('Accuracy'));

const columns = (records: readonly FullRecord[], fields: readonly (keyof FullRecord)[]) =>
  Object.fromEntries(fields.map((field) => [field, records.map((record) => record[field])]));

/** The training step by step, in the batches that the subject forms. */
async function definition(given: SeveralBatches, run: EpochDriver) {
  const [levels, labels] = [levelsOf(given), labelsOf(given)];
  const { validation } = splitOf(given);
  const pick = <T>(list: T[], indices: readonly number[]) => indices.map((i) => list[i]);
  let linear = linearOf(given);
  let [step, margin] = [0, Infinity];
  const records: FullRecord[] = [];
  for (let epoch = 0; epoch < given.epochs; epoch++) {
    for (const batch of await batchesOf(given, epoch, run)) {
      const [x, y] = [pick(levels, batch), pick(labels, batch)];
      const logits = logitsBy(linear, x);
      const gradient = gradientOf(linear, x, y);
      linear = moved(linear, gradient, given.learningRate);
      const validated = logitsBy(linear, pick(levels, validation));
      margin = Math.min(margin, smallestMargin(logits), smallestMargin(validated));
      step++;
      if (step % given.every !== 0) continue;
      records.push({
        step,
        loss: mean(crossEntropiesOf(logits, y)),
        trainAccuracy: accuracyOf(logits, y),
        validationAccuracy: accuracyOf(validated, pick(labels, validation)),
        gradientMagnitude: Math.hypot(...gradient.kernel.flat()),
      });
    }
  }
  return { records, linear, isClear: margin > 1e-3 };
}

/** The samples of each batch of an epoch: with one pixel each, its loss is the mean of theirs. */
async function batchesOf(
  given: SeveralBatches,
  epoch: number,
  run: EpochDriver,
): Promise<number[][]> {
  const { train, validation } = splitOf(given);
  const { batchSize, seed } = given;
  const pixels: OnePixelEach = { train, validation, batchSize, classes: 3, learningRate: 0, seed };
  const losses = lossesOf(pixels);
  const left = new Set(train);
  const curve = await lossCurve(pixels, epoch, run);
  return curve.map((loss) => {
    const size = Math.min(batchSize, left.size);
    const batch = subsets([...left], size).find(
      (some) => Math.abs(mean(some.map((i) => losses[i])) - loss) < 2e-5,
    );
    if (batch === undefined) {
      throw new Unlawful(
        `the loss of a batch of ${size} is ${loss}, which no ${size} samples have`,
        {
          'losses of the samples': losses,
        },
      );
    }
    for (const i of batch) left.delete(i);
    return batch;
  });
}

function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) =>
    subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]),
  );
}
