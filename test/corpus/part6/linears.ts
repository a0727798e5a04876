import * as tf from '@tensorflow/tfjs';
import type { Linear, LinearOptions, Parameter } from '../../../solutions/part6/linear.ts';
import { seededRandom } from '../../../src/common/random.ts';
import type { Implementation } from '../implementation.ts';

type Module = { Linear: typeof Linear };

/** A whole class. */
export const named = (name: string, module: Function): Implementation<Module> => ({
  name,
  module: { Linear: module },
});

const variable = (values: tf.TensorLike, shape: number[]) =>
  tf.tidy(() => tf.variable(tf.tensor(values as number[], shape)));

/** What one linear layer does in its own way. */
interface Habits {
  weights?: (inputs: number, outputs: number, options: LinearOptions) => number[];
  bias?: (outputs: number, options: LinearOptions) => number[];
  forward?: (x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D) => tf.Tensor;
  input?: (x: tf.Tensor2D, g: tf.Tensor2D, weight: tf.Tensor2D) => tf.Tensor;
  weightGradient?: (x: tf.Tensor2D, g: tf.Tensor2D, before: tf.Tensor) => tf.Tensor;
  biasGradient?: (g: tf.Tensor2D, x: tf.Tensor2D, before: tf.Tensor) => tf.Tensor;
  /** What is kept of x; by default the last. */
  keep?: (x: tf.Tensor2D, before: tf.Tensor2D | undefined) => tf.Tensor2D;
  /** What a backward pass without a forward pass throws. */
  missing?: () => void;
  after?: (parameters: Parameter[], x: tf.Tensor2D, g: tf.Tensor2D) => void;
  list?: (parameters: Parameter[]) => unknown;
}

const normals = (inputs: number, outputs: number, { std = 0.01, seed = 0 }: LinearOptions) => {
  const random = seededRandom(seed);
  return Array.from({ length: inputs * outputs }, () => std * random.normal());
};

/** The layer as the README has it, but for some habits. */
export function layer(name: string, habits: Habits): Implementation<Module> {
  return named(
    name,
    class {
      weight: Parameter;
      bias: Parameter;
      x: tf.Tensor2D | undefined;

      constructor(inputs: number, outputs: number, options: LinearOptions = {}) {
        const weights = (habits.weights ?? normals)(inputs, outputs, options);
        const bias = habits.bias?.(outputs, options) ?? Array(outputs).fill(0);
        this.weight = {
          value: variable(weights, [inputs, outputs]),
          gradient: variable(Array(weights.length).fill(0), [inputs, outputs]),
        };
        this.bias = {
          value: variable(bias, [outputs]),
          gradient: variable(Array(outputs).fill(0), [outputs]),
        };
      }

      forward(x: tf.Tensor2D) {
        this.x = (habits.keep ?? ((now) => now))(x, this.x);
        const [weight, bias] = [this.weight.value as tf.Tensor, this.bias.value as tf.Tensor];
        return (
          habits.forward?.(x, weight as tf.Tensor2D, bias as tf.Tensor1D) ??
          tf.matMul(x, weight).add(bias)
        );
      }

      backward(g: tf.Tensor2D) {
        if (this.x === undefined) {
          if (habits.missing === undefined) throw new Error('backward came before forward');
          habits.missing();
        }
        const x = this.x!;
        const { weightGradient, biasGradient, input } = habits;
        const weight = this.weight.value as tf.Tensor as tf.Tensor2D;
        this.weight.gradient.assign(
          weightGradient?.(x, g, this.weight.gradient) ?? tf.matMul(x, g, true),
        );
        this.bias.gradient.assign(biasGradient?.(g, x, this.bias.gradient) ?? g.sum(0));
        const result = input?.(x, g, weight) ?? tf.matMul(g, weight, false, true);
        habits.after?.(this.parameters() as Parameter[], x, g);
        return result;
      }

      parameters() {
        const list = [this.weight, this.bias];
        return habits.list?.(list) ?? list;
      }
    },
  );
}
