import * as tf from '@tensorflow/tfjs';
import type * as reference from '../../../solutions/part4/gradient.ts';
import type { Implementation } from '../implementation.ts';
import {
  allGradients,
  firstGradient,
  firstVariable,
  logitsOf,
  meanLoss,
  numberOf,
  oneHot,
  type Gradient,
  type Model,
} from './gradients.ts';

type Nested = reference.NestedNumbers;
type Magnitude = Gradient['gradientMagnitude'];

const right = (name: string, gradientMagnitude: Magnitude): Implementation<Gradient> => ({
  name,
  module: { gradientMagnitude },
});

const fromWeights = (
  name: string,
  magnitudeFromWeights: Gradient['magnitudeFromWeights'],
): Implementation<Gradient> => ({ name, module: { magnitudeFromWeights } });

/** The flat numbers of nested arrays. */
function* numbersOf(nested: Nested): Generator<number> {
  for (const x of nested) {
    if (typeof x === 'number') yield x;
    else yield* numbersOf(x);
  }
}

const shape = (weights: Nested | number): number[] =>
  typeof weights === 'number' ? [] : [weights.length, ...shape(weights[0])];

function fit(before: Nested, after: Nested, rate: number): void {
  if (rate <= 0) throw new RangeError(`expected a positive rate but got ${rate}`);
  const [a, b] = [shape(before), shape(after)];
  if (a.join() !== b.join()) throw new TypeError(`cannot subtract [${b}] from [${a}]`);
}

export const rightGradients = [
  right('all gradients, the first trainable weight', async (model, images, labels) =>
    numberOf(() => allGradients(model, images, labels)[model.trainableWeights[0].name].norm()),
  ),
  right('an optimizer computes the gradients', async (model, images, labels) => {
    const optimizer = tf.train.sgd(1);
    const { value, grads } = optimizer.computeGradients(() => meanLoss(model, images, labels));
    const magnitude = grads[firstVariable(model).name].norm();
    const [number] = await magnitude.data();
    tf.dispose([value, grads, magnitude]);
    optimizer.dispose();
    return number;
  }),
  right('nested arrays and a loop', async (model, images, labels) => {
    const gradient = tf.tidy(() => firstGradient(model, images, labels));
    let squares = 0;
    for (const x of numbersOf((await gradient.array()) as Nested)) squares += x ** 2;
    gradient.dispose();
    return squares ** 0.5;
  }),
  right('Math.hypot of the data', async (model, images, labels) => {
    const gradient = tf.tidy(() => firstGradient(model, images, labels));
    const data = gradient.dataSync();
    gradient.dispose();
    return Math.hypot(...data);
  }),
  right('squares, sum and root as tensors', async (model, images, labels) =>
    numberOf(() => firstGradient(model, images, labels).square().sum().sqrt()),
  ),
  right('cross-entropy by logSoftmax', async (model, images, labels) =>
    numberOf(() =>
      firstGradient(model, images, labels, () => {
        const logits = logitsOf(model, images);
        return oneHot(labels, logits).mul(tf.logSoftmax(logits)).sum(1).mean().neg();
      }).norm(),
    ),
  ),
  right('cross-entropy by logSumExp', async (model, images, labels) =>
    numberOf(() =>
      firstGradient(model, images, labels, () => {
        const logits = logitsOf(model, images);
        const wanted = logits.mul(oneHot(labels, logits)).sum(1);
        return tf.logSumExp(logits, 1).sub(wanted).mean();
      }).norm(),
    ),
  ),
  right('sample by sample, gradients averaged', async (model, images, labels) =>
    numberOf(() => {
      const alone = labels
        .arraySync()
        .map((_, n) => firstGradient(model, images.slice(n, 1) as tf.Tensor4D, labels.slice(n, 1)));
      return tf.addN(alone).div(alone.length).norm();
    }),
  ),
  right('tf.grads, the weights as an argument', async (model, images, labels) =>
    numberOf(() => byArgument(model, images, labels)),
  ),
  right('scopes begun and ended by hand', async (model, images, labels) => {
    tf.engine().startScope();
    try {
      return firstGradient(model, images, labels).norm().dataSync()[0];
    } finally {
      tf.engine().endScope();
    }
  }),
  fromWeights('a generator of numbers', (before, after, rate) => {
    fit(before, after, rate);
    const others = numbersOf(after);
    let squares = 0;
    for (const x of numbersOf(before)) squares += (x - others.next().value!) ** 2;
    return Math.sqrt(squares) / rate;
  }),
  fromWeights('flat(Infinity) and Math.hypot', (before, after, rate) => {
    fit(before, after, rate);
    const flat = (weights: Nested) => (weights as number[]).flat(Infinity) as number[];
    const [a, b] = [flat(before), flat(after)];
    return Math.hypot(...a.map((x, i) => (x - b[i]) / rate));
  }),
  fromWeights('tensors, in float32', (before, after, rate) => {
    fit(before, after, rate);
    return numberOf(() =>
      tf.norm(tf.sub(tf.tensor(before as number[]), tf.tensor(after as number[]))).div(rate),
    );
  }),
];

/** The variable reads as the argument while the network is applied. */
function byArgument(model: Model, images: tf.Tensor4D, labels: tf.Tensor1D): tf.Tensor {
  const weight = model.layers.find(({ weights }) => weights.length > 0)!.weights[0];
  const read = weight.read.bind(weight);
  try {
    const gradient = tf.grads((kernel: tf.Tensor) => {
      weight.read = () => kernel;
      return meanLoss(model, images, labels);
    });
    return gradient([read()])[0].norm();
  } finally {
    weight.read = read;
  }
}
