import type * as tf from '@tensorflow/tfjs';
import { seededRandom } from '#src/common/random';
import { ReLU, Sigmoid } from './activations.ts';
import { Linear, type Module, type Parameter } from './linear.ts';

export class Network implements Module {
  private readonly modules: readonly Module[];

  constructor(modules: readonly Module[]) {
    this.modules = [...modules];
  }

  forward(x: tf.Tensor2D): tf.Tensor2D {
    return this.modules.reduce((input, module) => module.forward(input), x);
  }

  backward(gradOutput: tf.Tensor2D, wantsInput = true): tf.Tensor2D {
    return this.modules.reduceRight(
      (gradient, module, i) => module.backward(gradient, i > 0 || wantsInput),
      gradOutput,
    );
  }

  parameters(): Parameter[] {
    return this.modules.flatMap((module) => module.parameters());
  }
}

export interface NetworkOptions {
  activation?: 'relu' | 'sigmoid';
  last?: 'sigmoid' | 'none';
  std?: number;
  seed?: number;
}

export function buildNetwork(sizes: readonly number[], options: NetworkOptions = {}): Network {
  const { activation = 'relu', last, std = 0.01, seed = 0 } = options;
  const random = seededRandom(seed);
  const modules = sizes.slice(1).flatMap((outputs, i): Module[] => {
    const linear = new Linear(sizes[i], outputs, { std, seed: random.integer(2 ** 31) });
    const isLast = i === sizes.length - 2;
    if (isLast) return last === 'sigmoid' ? [linear, new Sigmoid()] : [linear];
    return [linear, activation === 'relu' ? new ReLU() : new Sigmoid()];
  });
  return new Network(modules);
}
