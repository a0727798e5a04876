import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '#src/common/random';

export interface Samples {
  images: number[][];
  labels: number[];
}

export interface Weights {
  hiddenWeight: number[][];
  hiddenBias: number[];
  outputWeight: number[][];
  outputBias: number[];
}

export interface TrainOptions {
  iterations: number;
  learningRate?: number;
  every?: number;
  test?: Samples;
}

export interface Training {
  weights: Weights;
  iterations: number[];
  losses: number[];
  accuracies: number[];
  testAccuracies: number[];
}

export function initialWeights(
  [inputs, hidden, classes]: readonly [inputs: number, hidden: number, classes: number],
  seed = 0,
): Weights {
  const random = seededRandom(seed);
  const drawn = (rows: number, columns: number) =>
    Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => (2 * random.uniform() - 1) / Math.sqrt(rows)),
    );
  return {
    hiddenWeight: drawn(inputs, hidden),
    hiddenBias: Array.from({ length: hidden }, () => 0),
    outputWeight: drawn(hidden, classes),
    outputBias: Array.from({ length: classes }, () => 0),
  };
}

/** Weights and biases of the hidden layer, then of the output layer. */
// oxlint-disable-next-line typescript/consistent-type-definitions -- tf.tidy takes no interface
type Tensors = {
  W: tf.Tensor2D;
  b: tf.Tensor1D;
  V: tf.Tensor2D;
  c: tf.Tensor1D;
};

const tensorsOf = ({ hiddenWeight, hiddenBias, outputWeight, outputBias }: Weights): Tensors => ({
  W: tf.tensor2d(hiddenWeight),
  b: tf.tensor1d(hiddenBias),
  V: tf.tensor2d(outputWeight),
  c: tf.tensor1d(outputBias),
});

const sigmoid = <T extends tf.Tensor>(x: T) => tf.sigmoid(x);

function forward({ W, b, V, c }: Tensors, x: tf.Tensor2D) {
  const hidden = sigmoid(tf.matMul<tf.Tensor2D>(x, W).add<tf.Tensor2D>(b)); // [samples, hidden]
  const outputs = sigmoid(tf.matMul<tf.Tensor2D>(hidden, V).add<tf.Tensor2D>(c)); // [samples, classes]
  return { hidden, outputs };
}

/** One step of gradient descent: the weights after it. */
function stepped(
  tensors: Tensors,
  x: tf.Tensor2D,
  targets: tf.Tensor2D,
  learningRate: number,
): Tensors {
  const { W, b, V, c } = tensors;
  const { hidden, outputs } = forward(tensors, x);
  const slope = <T extends tf.Tensor>(y: T) => y.mul<T>(tf.sub(1, y)); // of the sigmoid
  const atOutput = outputs
    .sub(targets)
    .mul<tf.Tensor2D>(slope(outputs))
    .mul<tf.Tensor2D>(2 / x.shape[0]);
  const atHidden = tf.matMul<tf.Tensor2D>(atOutput, V, false, true).mul<tf.Tensor2D>(slope(hidden));
  const moved = <T extends tf.Tensor>(value: T, gradient: tf.Tensor) =>
    value.sub<T>(gradient.mul(learningRate));
  return {
    W: moved(W, tf.matMul(x, atHidden, true)),
    b: moved(b, atHidden.sum(0)),
    V: moved(V, tf.matMul(hidden, atOutput, true)),
    c: moved(c, atOutput.sum(0)),
  };
}

const fractionRight = (outputs: tf.Tensor2D, labels: tf.Tensor1D) =>
  outputs.argMax(1).equal(labels).cast('float32').mean();

export async function train(
  weights: Weights,
  samples: Samples,
  options: TrainOptions,
): Promise<Training> {
  const { iterations, learningRate = 0.1, every = 100, test } = options;
  const training: Omit<Training, 'weights'> = { iterations: [], losses: [], accuracies: [], testAccuracies: [] }; // prettier-ignore
  const classes = weights.outputBias.length;
  const [x, labels] = [tf.tensor2d(samples.images), tf.tensor1d(samples.labels, 'int32')];
  const targets = tf.tidy(() => tf.oneHot(labels, classes, 1, 0, 'float32') as tf.Tensor2D);
  const tests = test && {
    x: tf.tensor2d(test.images),
    labels: tf.tensor1d(test.labels, 'int32'),
  };
  let tensors = tensorsOf(weights);
  for (let step = 0; step <= iterations; step++) {
    if (step % every === 0 || step === iterations) {
      const measured = tf.tidy(() => {
        const { outputs } = forward(tensors, x);
        const loss = outputs.sub(targets).square().sum(1).mean();
        const values = [loss, fractionRight(outputs, labels)];
        if (tests) values.push(fractionRight(forward(tensors, tests.x).outputs, tests.labels));
        return tf.stack(values);
      });
      const [loss, accuracy, testAccuracy] = await measured.data();
      measured.dispose();
      training.iterations.push(step);
      training.losses.push(loss);
      training.accuracies.push(accuracy);
      if (tests) training.testAccuracies.push(testAccuracy);
    }
    if (step === iterations) break;
    const before = tensors;
    tensors = tf.tidy(() => stepped(before, x, targets, learningRate));
    tf.dispose(before);
  }
  const result = {
    hiddenWeight: await tensors.W.array(),
    hiddenBias: await tensors.b.array(),
    outputWeight: await tensors.V.array(),
    outputBias: await tensors.c.array(),
  };
  tf.dispose([tensors, x, labels, targets, tests ?? []]);
  return { ...training, weights: result };
}

export async function classify(weights: Weights, images: readonly number[][]): Promise<number[]> {
  const classes = tf.tidy(() =>
    forward(tensorsOf(weights), tf.tensor2d(images as number[][])).outputs.argMax<tf.Tensor1D>(1),
  );
  const result = await classes.array();
  classes.dispose();
  return result;
}
