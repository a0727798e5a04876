import type { LayersModel, Optimizer as TfOptimizer, Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { TensorFlow } from '#src/backend/rung';
import { requireFinite } from '#src/training/finite-loss';
import { buildModel } from './networks.ts';
import { BATCH, type Trainer, VALIDATION } from './trainer.ts';

/** Trains by TensorFlow.js, on its current backend and on random images. */
export function ourTrainer(tf: TensorFlow): Trainer {
  const images = (count: number, seed: number): Tensor4D =>
    tf.randomUniform([count, 32, 32, 3], 0, 1, 'float32', seed);
  const classes = (count: number, seed: number): Tensor =>
    tf.tidy(() => tf.randomUniform([count], 0, 10, 'float32', seed).floor().toInt());
  const x = images(BATCH, 1);
  const labels = tf.tidy(() => tf.oneHot(classes(BATCH, 2), 10).toFloat());
  let batches: { x: Tensor4D; classes: Tensor }[] = [];
  let model: LayersModel;
  let optimizer: TfOptimizer | undefined;
  let steps = 0;

  async function step(): Promise<number> {
    const start = performance.now();
    const loss = optimizer!.minimize(
      () => tf.losses.softmaxCrossEntropy(labels, model.apply(x, { training: true }) as Tensor),
      true,
    )!;
    const [value] = await loss.data();
    const milliseconds = performance.now() - start;
    loss.dispose();
    requireFinite(value, { step: ++steps });
    return milliseconds;
  }

  return {
    async prepare(network, name) {
      if (optimizer !== undefined) {
        optimizer.dispose();
        model.dispose();
      }
      model = buildModel(tf, network);
      optimizer = name === 'Adam' ? tf.train.adam() : tf.train.sgd(0.01);
      steps = 0;
      return model.countParams();
    },

    async train(count) {
      const milliseconds: number[] = [];
      while (milliseconds.length < count) milliseconds.push(await step());
      return milliseconds;
    },

    async validate() {
      const { batch, images: all } = VALIDATION;
      if (batches.length === 0) {
        batches = Array.from({ length: all / batch }, (_, i) => ({
          x: images(batch, 10 + i),
          classes: classes(batch, 100 + i),
        }));
      }
      const start = performance.now();
      let right = 0;
      for (const part of batches) {
        const count = tf.tidy(() => {
          const predicted = (model.apply(part.x) as Tensor).argMax(1);
          return predicted.equal(part.classes).sum();
        });
        right += (await count.data())[0];
        count.dispose();
      }
      if (right > all) throw new Error(`${right} of ${all} images cannot be right`);
      return performance.now() - start;
    },
  };
}
