import * as tf from '@tensorflow/tfjs';
import type { Parameter } from '../../../solutions/part7/batch-norm.ts';
import { LSTMCell } from '../../../solutions/part7/lstm.ts';
import { RecurrentLayer, RNNCell } from '../../../solutions/part7/rnn.ts';
import type { ClassifierOptions } from '../../../solutions/part7/sequence.ts';
import { seededRandom } from '../../../src/common/random.ts';

type T = tf.Tensor2D;

/** What one classifier does in its own way. */
export interface ClassifierHabits {
  options?: (options: ClassifierOptions) => ClassifierOptions;
  /** What the cell is given as its seed. */
  cellSeed?: (seed: number) => number;
  weights?: (units: number, classes: number, seed: number) => number[];
  bias?: (classes: number) => number[];
  images?: (images: tf.Tensor3D) => tf.Tensor3D;
  /** What of all h `[batch, steps, units]` goes on. */
  pick?: (states: tf.Tensor3D) => tf.Tensor;
  logits?: (h: T, weight: T, bias: tf.Tensor1D) => tf.Tensor;
  /** ∂loss/∂states, from ∂loss/∂h. */
  spread?: (gradH: T, steps: number) => tf.Tensor;
  weight?: (h: T, g: T, before: tf.Tensor) => tf.Tensor;
  ofBias?: (g: T) => tf.Tensor;
  list?: (ofCell: Parameter[], own: Parameter[]) => Parameter[];
  missing?: (g: T) => tf.Tensor;
  keep?: (states: tf.Tensor3D, before: tf.Tensor3D | undefined) => tf.Tensor3D;
}

const parameter = (values: number[], shape: number[]): Parameter =>
  tf.tidy(() => ({
    value: tf.variable(tf.tensor(values, shape)),
    gradient: tf.variable(tf.zeros(shape)),
  }));

export const drawnWeights = (units: number, classes: number, seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: units * classes }, () => random.normal() / Math.sqrt(units));
};

/** h of the last step. */
export const lastOf = (states: tf.Tensor3D): tf.Tensor => tf.unstack(states, 1).at(-1)!;

/** Zeros for all steps but the last. */
export const atTheEnd = (gradH: T, steps: number): tf.Tensor =>
  tf.stack([...Array.from({ length: steps - 1 }, () => tf.zerosLike(gradH)), gradH], 1);

/** A classifier as the README has it, but for some habits. */
export const classifierClass = (habits: ClassifierHabits) =>
  class {
    layer: RecurrentLayer;
    own: Parameter[];
    states: tf.Tensor3D | undefined;

    constructor(columns: number, given: ClassifierOptions = {}) {
      const options = habits.options?.(given) ?? given;
      const { cell = 'rnn', units = 32, classes = 10, seed = 0 } = options;
      const cellOptions = { seed: habits.cellSeed?.(seed) ?? seed };
      this.layer = new RecurrentLayer(
        cell === 'rnn'
          ? new RNNCell(columns, units, cellOptions)
          : new LSTMCell(columns, units, cellOptions),
      );
      this.own = [
        parameter((habits.weights ?? drawnWeights)(units, classes, habits.weights ? seed : seed + 77), [units, classes]), // prettier-ignore
        parameter(habits.bias?.(classes) ?? Array<number>(classes).fill(0), [classes]),
      ];
    }

    forward(images: tf.Tensor3D) {
      const states = this.layer.forward(habits.images?.(images) ?? images);
      this.states = (habits.keep ?? ((one) => one))(states, this.states);
      const [weight, bias] = this.own.map(({ value }) => value as tf.Tensor);
      const h = (habits.pick ?? lastOf)(states) as T;
      return (
        habits.logits?.(h, weight as T, bias as tf.Tensor1D) ?? tf.matMul(h, weight as T).add(bias)
      );
    }

    backward(g: T) {
      if (this.states === undefined) {
        if (habits.missing !== undefined) return habits.missing(g);
        throw new Error('forward must come before backward');
      }
      const h = (habits.pick ?? lastOf)(this.states) as T;
      const [weight, bias] = this.own;
      weight.gradient.assign(habits.weight?.(h, g, weight.gradient) ?? tf.matMul(h, g, true));
      bias.gradient.assign(habits.ofBias?.(g) ?? g.sum(0));
      const gradH = tf.matMul<T>(g, weight.value as tf.Tensor as T, false, true);
      const steps = this.states.shape[1];
      return this.layer.backward((habits.spread ?? atTheEnd)(gradH, steps) as tf.Tensor3D);
    }

    parameters() {
      const ofCell = this.layer.parameters();
      return habits.list?.(ofCell, this.own) ?? [...ofCell, ...this.own];
    }
  };
