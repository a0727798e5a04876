import type { Tensor2D } from '@tensorflow/tfjs';
import { augment, type AugmentOptions } from '#kata/part7/augment';
import * as metrics from '#kata/part7/metrics';
import { buildNetwork } from '#kata/part7/network';
import type { TensorFlow } from '#src/backend/rung';
import { type Batch, batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';
import { stratifiedSplit } from '#src/data/split';
import { balancedSample } from '#src/training/balanced-sample';
import { fractionCorrect } from '#src/training/evaluate';
import { loadImages } from '#src/training/image-data';
import type { Training } from '#src/training/runs/answer-training';
import { seedChance } from '#src/training/seeded-chance';
import type { CnnSettings } from './settings.ts';

/** What is known of a CNN when it is trained; null stands for what has no value, 0 / 0. */
export interface TrainedCnn {
  /** On all validation images, however many the curve was measured on. */
  validationAccuracy: number | null;
  testLoss: number | null;
  testAccuracy: number | null;
  /** `[actual][predicted]`, of the test images. */
  confusion: number[][];
  precisionMap: (number | null)[][];
  recallMap: (number | null)[][];
  precision: (number | null)[];
  recall: (number | null)[];
  classAccuracies: (number | null)[];
  macroPrecision: number | null;
  macroRecall: number | null;
}

/** The report's transforms, but for the vertical flip: nobody photographs a car upside down. */
const augmentation: AugmentOptions = {
  flipHorizontal: true,
  rotation: 10,
  zoom: 0.1,
  crop: 2,
  brightness: 0.1,
  hue: 0.03,
};

const CLASSES = 10;

/** Images that go through the network at once where nothing is trained. */
const TEST_BATCH = 500;

/** Points of the curves in an epoch, where it has as many steps. */
const POINTS = 10;

/** Trains the subject's CNN by Adam on the cross-entropy, on images that the subject augments. */
export async function cnnTraining(settings: CnnSettings, tf: TensorFlow): Promise<Training> {
  const { dataset, counts, kernels, units, learningRate, batchSize, seed } = settings;
  const { train: data, test } = await loadImages(dataset, counts, { env: process.env });
  const split = stratifiedSplit(data.labels, { validation: counts.validation, seed });
  const validation = [...split.validation];
  const few = balancedSample(validation, data.labels, counts.validationUsed, seed);
  const { height, width, channels } = data;
  const model = buildNetwork({ imageShape: [height, width, channels], kernels, units, classes: CLASSES, seed }); // prettier-ignore
  const optimizer = tf.train.adam(learningRate);
  const stepsPerEpoch = Math.ceil(split.train.length / batchSize);

  /** One step. @returns the loss before it, and how many images the network had right, `[2]`. */
  function step({ images, labels, size }: Batch) {
    return tf.tidy(() => {
      const x = tf.tensor4d(images, [size, height, width, channels]);
      const truth = tf.tensor1d(labels, 'int32');
      const targets = tf.oneHot(truth, CLASSES);
      let right = tf.scalar(0);
      const loss = optimizer.minimize(() => {
        const logits = model.apply(x, { training: true }) as Tensor2D;
        right = tf.keep(logits.argMax(1).equal(truth).cast('float32').sum());
        return tf.losses.softmaxCrossEntropy(targets, logits);
      }, true);
      const both = tf.stack([loss!, right]);
      right.dispose();
      return both;
    });
  }

  return {
    model,
    optimizer,
    async trainEpoch(epoch, onRecord) {
      seedChance(seedOf(seed, epoch)); // of the dropouts
      const records: object[] = [];
      let [taken, losses, right, steps, images] = [0, 0, 0, 0, 0];
      for (const batch of batches(data, { indices: split.train, batchSize, seed, epoch })) {
        if (settings.isAugmented) augmentBatch(batch, data, seed, epoch);
        const measured = step(batch);
        const [loss, count] = await measured.data();
        measured.dispose();
        [taken, losses, right, steps, images] = [taken + 1, losses + loss, right + count, steps + 1, images + batch.size]; // prettier-ignore
        const point = (at: number) => Math.floor((POINTS * at) / stepsPerEpoch);
        if (point(taken) === point(taken - 1)) continue;
        const record = {
          step: epoch * stepsPerEpoch + taken,
          loss: losses / steps,
          trainAccuracy: right / images,
          validationAccuracy: await fractionCorrect(tf, model, data, few),
        };
        records.push(record);
        onRecord(record);
        [losses, right, steps, images] = [0, 0, 0, 0];
      }
      return records;
    },
    async finish(): Promise<TrainedCnn> {
      const { predictions, loss } = await predict(test);
      const labels = [...test.labels];
      const confusion = metrics.confusionMatrix(labels, predictions, CLASSES);
      const precision = metrics.precision(confusion);
      const recall = metrics.recall(confusion);
      return {
        validationAccuracy: valueOf(await fractionCorrect(tf, model, data, validation)),
        testLoss: valueOf(loss),
        testAccuracy: valueOf(metrics.accuracy(confusion)),
        confusion,
        precisionMap: metrics.precisionMap(confusion).map((row) => row.map(valueOf)),
        recallMap: metrics.recallMap(confusion).map((row) => row.map(valueOf)),
        precision: precision.map(valueOf),
        recall: recall.map(valueOf),
        classAccuracies: metrics.classAccuracies(labels, predictions, CLASSES).map(valueOf),
        macroPrecision: valueOf(metrics.macroAverage(precision)),
        macroRecall: valueOf(metrics.macroAverage(recall)),
      };
    },
  };

  async function predict(images: LabelledImages): Promise<{ predictions: number[]; loss: number }> {
    const predictions: number[] = [];
    let losses = 0;
    for (const batch of batches(images, { batchSize: TEST_BATCH })) {
      const [classes, loss] = tf.tidy(() => {
        const x = tf.tensor4d(batch.images, [batch.size, height, width, channels]);
        const logits = model.apply(x) as Tensor2D;
        const targets = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), CLASSES);
        return [logits.argMax(1), tf.losses.softmaxCrossEntropy(targets, logits)];
      });
      predictions.push(...(await classes.data()));
      losses += (await loss.data())[0] * batch.size;
      tf.dispose([classes, loss]);
    }
    return { predictions, loss: losses / images.count };
  }
}

const valueOf = (value: number): number | null => (Number.isFinite(value) ? value : null);

const seedOf = (seed: number, epoch: number) =>
  Math.imul(seed, 0x9e3779b1) ^ Math.imul(epoch + 1, 0x85ebca6b);

/** Each image in each epoch has a seed of its own. */
function augmentBatch(
  { images, indices }: Batch,
  { height, width, channels }: LabelledImages,
  seed: number,
  epoch: number,
): void {
  const length = height * width * channels;
  for (const [k, index] of indices.entries()) {
    const pixels = images.slice(k * length, (k + 1) * length);
    const own = seedOf(seed, epoch) ^ Math.imul(index + 1, 0xc2b2ae35);
    images.set(augment({ pixels, height, width, channels }, own, augmentation).pixels, k * length);
  }
}
