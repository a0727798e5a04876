import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '#src/common/random';

/**
 * A small convolutional network, trained by Adam to tell five classes of noise, of which each is
 * brighter than the one before.
 */
export function trainSmallNetwork(seed: number) {
  const random = seededRandom(seed);
  const initializer = (n: number) => ({ kernelInitializer: tf.initializers.heNormal({ seed: seed + n }) }); // prettier-ignore
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [8, 8, 3],
        filters: 6,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        ...initializer(1),
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu', ...initializer(2) }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 5, ...initializer(3) }),
    ],
  });
  const optimizer = tf.train.adam(0.01);
  return {
    /** Draws a batch of ten, and returns the loss before the step. */
    step(): number {
      const [xs, ys] = tf.tidy(() => {
        const classes = Int32Array.from({ length: 10 }, () => random.integer(5));
        const brightness = (pixel: number) => classes[Math.floor(pixel / (8 * 8 * 3))] - 2;
        const pixels = new Float32Array(10 * 8 * 8 * 3).map(
          (_, i) => random.normal() + brightness(i),
        );
        return [tf.tensor(pixels, [10, 8, 8, 3]), tf.oneHot(classes, 5).toFloat()];
      });
      const loss = () =>
        tf.losses.softmaxCrossEntropy(ys, network.apply(xs, { training: true }) as tf.Tensor);
      const cost = optimizer.minimize(loss as () => tf.Scalar, true)!;
      const [value] = cost.dataSync();
      tf.dispose([xs, ys, cost]);
      return value;
    },
    dispose(): void {
      network.dispose();
      optimizer.dispose();
    },
  };
}

/** The losses of some steps: the same on the same machine with the same seed and build. */
export function lossCurve(seed: number, steps: number): number[] {
  const training = trainSmallNetwork(seed);
  const losses = Array.from({ length: steps }, () => training.step());
  training.dispose();
  return losses;
}
