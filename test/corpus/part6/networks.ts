import type * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../../src/common/random.ts';
import { ReLU, Sigmoid } from '../../../solutions/part6/activations.ts';
import { Linear, type Module } from '../../../solutions/part6/linear.ts';
import { Network, type NetworkOptions } from '../../../solutions/part6/network.ts';
import type { Implementation } from '../implementation.ts';

type Exports = { Network: typeof Network; buildNetwork: Function };

/** What one chain does in its own way. */
interface Habits {
  forward?: (x: tf.Tensor2D, modules: Module[]) => tf.Tensor2D;
  backward?: (g: tf.Tensor2D, modules: Module[], wantsInput?: boolean) => tf.Tensor2D;
  parameters?: (modules: Module[]) => unknown;
}

/** A chain as the README has it, but for some habits. */
export const chain = (name: string, habits: Habits): Implementation<Exports> => ({
  name,
  module: {
    Network: class {
      modules: Module[];
      constructor(modules: Module[]) {
        this.modules = modules;
      }
      forward(x: tf.Tensor2D) {
        if (habits.forward) return habits.forward(x, this.modules);
        return this.modules.reduce((input, module) => module.forward(input), x);
      }
      backward(g: tf.Tensor2D, wantsInput?: boolean) {
        if (habits.backward) return habits.backward(g, this.modules, wantsInput);
        return this.modules.reduceRight((gradient, module) => module.backward(gradient), g);
      }
      parameters() {
        return habits.parameters?.(this.modules) ?? this.modules.flatMap((m) => m.parameters());
      }
    },
  },
});

/** What one builder does in its own way. */
interface BuilderHabits {
  options?: (options: NetworkOptions) => NetworkOptions;
  sizes?: (sizes: number[]) => number[];
  seedOf?: (layer: number, seed: number, random: () => number) => number;
  stdOf?: (layer: number, std: number, inputs: number) => number;
  /** What follows a linear layer. */
  behind?: (layer: number, layers: number, options: Required<NetworkOptions>) => Module[];
}

export const activation = (name: string): Module => (name === 'relu' ? new ReLU() : new Sigmoid());

export const builder = (name: string, habits: BuilderHabits): Implementation<Exports> => ({
  name,
  module: {
    buildNetwork: (given: number[], asked: NetworkOptions = {}) => {
      const defaults = { activation: 'relu', last: 'none', std: 0.01, seed: 0 } as const;
      const options = { ...defaults, ...(habits.options?.(asked) ?? asked) };
      const sizes = habits.sizes?.(given) ?? given;
      const { std, seed, last } = options;
      const random = seededRandom(seed);
      const draw = () => random.integer(2 ** 31);
      const layers = sizes.length - 1;
      const modules = Array.from({ length: layers }, (_, i): Module[] => {
        const linear = new Linear(sizes[i], sizes[i + 1], {
          std: habits.stdOf?.(i, std, sizes[i]) ?? std,
          seed: habits.seedOf?.(i, seed, draw) ?? draw(),
        });
        if (habits.behind) return [linear, ...habits.behind(i, layers, options)];
        if (i < layers - 1) return [linear, activation(options.activation)];
        return last === 'none' ? [linear] : [linear, new Sigmoid()];
      });
      return new Network(modules.flat());
    },
  },
});
