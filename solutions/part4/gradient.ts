import * as tf from '@tensorflow/tfjs';

export type NestedNumbers = readonly (number | NestedNumbers)[];

export async function gradientMagnitude(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  labels: tf.Tensor1D,
): Promise<number> {
  const kernel = firstKernel(model);
  const magnitude = tf.tidy(() => {
    const { grads } = tf.variableGrads(() => meanLoss(model, images, labels), [kernel]);
    return magnitudeOf(grads[kernel.name]);
  });
  const [number] = await magnitude.data();
  magnitude.dispose();
  return number;
}

/** The weights, without the bias, of the first layer that has any. They are the layer's own. */
export function firstKernel(model: tf.LayersModel): tf.Variable {
  const layer = model.layers.find(({ weights }) => weights.length > 0);
  if (layer === undefined) throw new Error('the network has no layer with weights');
  return layer.weights[0].read() as tf.Variable;
}

/** √Σg², as `norm` gives it, which takes five times as long on WebAssembly. */
export const magnitudeOf = (gradient: tf.Tensor): tf.Scalar =>
  gradient.square().sum().sqrt().asScalar();

/** The mean cross-entropy of a batch, in training mode. */
export function meanLoss(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  labels: tf.Tensor1D,
): tf.Scalar {
  const logits = model.apply(images, { training: true }) as tf.Tensor2D; // [batch, classes]
  return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, logits.shape[1]), logits);
}

export function magnitudeFromWeights(
  before: NestedNumbers,
  after: NestedNumbers,
  learningRate: number,
): number {
  if (!(learningRate > 0)) {
    throw new Error(`the learning rate must be greater than 0, but it is ${learningRate}`);
  }
  const [shapeBefore, shapeAfter] = [before, after].map((weights) => shapeOf(weights).join('×'));
  if (shapeBefore !== shapeAfter) {
    throw new Error(`the shapes differ: ${shapeBefore} before, ${shapeAfter} after`);
  }
  const others = flat(after);
  const squares = flat(before).reduce((sum, weight, i) => sum + (weight - others[i]) ** 2, 0);
  return Math.sqrt(squares) / learningRate;
}

function shapeOf(weights: NestedNumbers): number[] {
  const [first] = weights;
  return [weights.length, ...(typeof first === 'object' ? shapeOf(first) : [])];
}

const flat = (weights: NestedNumbers): number[] =>
  weights.flatMap((weight) => (typeof weight === 'number' ? weight : flat(weight)));
