import type { LoadedTensorFlow } from '#src/backend/load';

/** Trains a small convolutional network for some steps. @returns the loss before each, 3 decimals. */
export async function trainSmallNetwork(
  { tf }: LoadedTensorFlow,
  steps: number,
): Promise<number[]> {
  const start = (seed: number) => tf.initializers.glorotUniform({ seed });
  const { conv2d, dense, flatten, maxPooling2d } = tf.layers;
  const model = tf.sequential({
    layers: [
      conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3, activation: 'relu', kernelInitializer: start(1) }), // prettier-ignore
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 5, activation: 'softmax', kernelInitializer: start(2) }),
    ],
  });
  const optimizer = tf.train.adam(0.02);
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const images = tf.randomUniform([20, 8, 8, 3], 0, 1, 'float32', 3);
  const classes = tf.tensor1d(Array.from({ length: 20 }, (_, i) => i % 5), 'int32'); // prettier-ignore
  const labels = tf.oneHot(classes, 5);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = (await model.trainOnBatch(images, labels)) as number;
    losses.push(Number(loss.toFixed(3)));
  }
  tf.dispose([images, classes, labels]);
  model.dispose();
  optimizer.dispose();
  return losses;
}
