import * as tf from '@tensorflow/tfjs';
import type { Parameter } from './batch-norm.ts';
import { LSTMCell } from './lstm.ts';
import { normals, parameterOf, RecurrentLayer, RNNCell } from './rnn.ts';

export interface Classifier {
  forward(images: tf.Tensor3D): tf.Tensor2D;
  backward(gradLogits: tf.Tensor2D): tf.Tensor3D;
  parameters(): Parameter[];
}

export interface ClassifierOptions {
  cell?: 'rnn' | 'lstm';
  units?: number;
  classes?: number;
  seed?: number;
}

export class SequenceClassifier implements Classifier {
  private readonly layer: RecurrentLayer;
  private readonly weight: Parameter;
  private readonly bias: Parameter;
  private states: tf.Tensor3D | undefined;

  constructor(columns: number, options: ClassifierOptions = {}) {
    const { cell = 'rnn', units = 32, classes = 10, seed = 0 } = options;
    const Cell = cell === 'lstm' ? LSTMCell : RNNCell;
    this.layer = new RecurrentLayer(new Cell(columns, units, { seed }));
    this.weight = parameterOf([units, classes], normals(seed + 1)(1 / Math.sqrt(units)));
    this.bias = parameterOf([classes], () => 0);
  }

  forward(images: tf.Tensor3D): tf.Tensor2D {
    this.states = this.layer.forward(images);
    return tf.matMul<tf.Tensor2D>(this.lastState(), this.weight.value).add(this.bias.value);
  }

  backward(gradLogits: tf.Tensor2D): tf.Tensor3D {
    const last = this.lastState();
    this.weight.gradient.assign(last.matMul(gradLogits, true));
    this.bias.gradient.assign(gradLogits.sum(0));
    const gradLast = tf.matMul<tf.Tensor2D>(gradLogits, this.weight.value, false, true);
    // Only the last state goes on to the logits: nothing arrives at the others from there.
    const before = this.states!.shape[1] - 1;
    return this.layer.backward(gradLast.expandDims<tf.Tensor3D>(1).pad([[0, 0], [before, 0], [0, 0]])); // prettier-ignore
  }

  parameters(): Parameter[] {
    return [...this.layer.parameters(), this.weight, this.bias];
  }

  private lastState(): tf.Tensor2D {
    if (this.states === undefined) {
      throw new Error('`backward` needs what `forward` keeps: call `forward` first.');
    }
    const [batch, steps, units] = this.states.shape;
    return this.states.slice([0, steps - 1, 0], [batch, 1, units]).reshape([batch, units]);
  }
}

export interface StepOptions {
  learningRate: number;
  clip?: number;
}

export function trainStep(
  classifier: Classifier,
  images: tf.Tensor3D,
  labels: tf.Tensor1D,
  { learningRate, clip = Infinity }: StepOptions,
): tf.Scalar {
  return tf.tidy(() => {
    const logits = classifier.forward(images);
    const { loss, gradient } = softmaxCrossEntropy(logits, labels);
    classifier.backward(gradient);
    const parameters = classifier.parameters();
    const scale = clip === Infinity ? 1 : tf.minimum(1, tf.div(clip, globalNorm(parameters)));
    for (const { value, gradient: g } of parameters) {
      value.assign(value.sub(g.mul(scale).mul(learningRate)));
    }
    return loss;
  });
}

/** The mean over the batch, and its gradient with respect to the logits. */
function softmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D) {
  const [batch, classes] = logits.shape;
  const targets = tf.oneHot(labels, classes, 1, 0, 'float32');
  const shifted = logits.sub(logits.max(1, true));
  const exponentials = shifted.exp();
  const sums = exponentials.sum(1, true); // [batch, 1], at least 1
  return {
    loss: sums.log().sub(shifted.mul(targets).sum(1, true)).mean<tf.Scalar>(),
    gradient: exponentials.div(sums).sub<tf.Tensor2D>(targets).div<tf.Tensor2D>(batch),
  };
}

/** The length of all gradients as one vector. */
const globalNorm = (parameters: readonly Parameter[]): tf.Tensor =>
  tf.addN(parameters.map(({ gradient }) => gradient.square().sum())).sqrt();
