import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import * as activations from '../../solutions/part6/activations.ts';
import * as linear from '../../solutions/part6/linear.ts';
import * as losses from '../../solutions/part6/losses.ts';
import * as network from '../../solutions/part6/network.ts';
import { judge } from './judge.ts';

// Points are for work: no law of part 6 holds for a program that computes nothing.

type Method = (...args: unknown[]) => unknown;
type Class = new (...args: never[]) => object;

/** What a program does that does nothing: in place of each method, given what the right one does. */
interface Empty {
  name: string;
  of(right: Method, args: unknown[]): unknown;
}

const filled = (result: unknown, by: number) =>
  result instanceof tf.Tensor ? tf.fill(result.shape, by) : result;

/** Every number that an error may be asked for. */
const numbers = Array.from({ length: 20 }, (_, i) => i).join(' ');

const empties: Empty[] = [
  { name: 'returns undefined', of: () => undefined },
  { name: 'returns its first argument', of: (_, [first]) => first },
  { name: 'returns an empty array', of: () => [] },
  { name: 'returns an empty tensor', of: () => tf.tensor2d([], [0, 0]) },
  { name: 'returns 0', of: () => tf.scalar(0) },
  {
    name: 'throws an error that says everything',
    of: () => {
      throw new Error(`forward comes first ${numbers}`);
    },
  },
  ...[0, 1, NaN].map((by) => ({
    name: `refuses what it should, and returns ${by} everywhere`,
    of: (right: Method, args: unknown[]) => filled(right(...args), by),
  })),
];

/** A class whose passes do nothing, and whose parameters are all 0 and stay so. */
const emptied = (right: Class, { of }: Empty): Class =>
  class extends (right as new (...args: unknown[]) => object) {
    constructor(...args: unknown[]) {
      super(...args);
      this.clear();
    }

    clear() {
      const { parameters } = this as { parameters?: () => linear.Parameter[] };
      tf.tidy(() =>
        parameters?.call(this).forEach(({ value, gradient }) => {
          value.assign(tf.zerosLike(value));
          gradient.assign(tf.zerosLike(gradient));
        }),
      );
    }

    forward(...args: unknown[]) {
      return of((right.prototype as { forward: Method }).forward.bind(this), args);
    }

    backward(...args: unknown[]) {
      const result = of((right.prototype as { backward: Method }).backward.bind(this), args);
      this.clear();
      return result;
    }
  };

async function acceptedBy(file: string, exports: object): Promise<string[]> {
  const results = await judge('part6', file, exports);
  return results
    .filter(({ status }) => status !== 'broken')
    .map(({ id, claim }) => `${id} ${claim}`);
}

const classes = { linear, activations, losses } as unknown as Record<string, Record<string, Class>>;

test.each(Object.keys(classes).flatMap((file) => empties.map((empty) => ({ file, empty }))))(
  'part6/$file: no law holds for what $empty.name',
  async ({ file, empty }) => {
    const names = Object.keys(classes[file]).filter((name) => /^[A-Z]/.test(name));
    const exports = Object.fromEntries(
      names.map((name) => [name, emptied(classes[file][name], empty)]),
    );
    expect(await acceptedBy(file, exports)).toEqual([]);
  },
);

test.each(empties)('part6/network: no law holds for what $name', async (empty) => {
  const Network = emptied(network.Network as Class, empty) as typeof network.Network;
  const buildNetwork = (...args: Parameters<typeof network.buildNetwork>) =>
    new Network([network.buildNetwork(...args)]);
  expect(await acceptedBy('network', { Network, buildNetwork })).toEqual([]);
});

const steps: Record<string, (parameters: linear.Parameter[]) => void> = {
  'does nothing': () => {},
  throws: () => {
    throw new Error(numbers);
  },
  'makes all values 0': (parameters) =>
    tf.tidy(() => parameters.forEach(({ value }) => value.assign(tf.zerosLike(value)))),
  'makes all values NaN': (parameters) =>
    tf.tidy(() => parameters.forEach(({ value }) => value.assign(tf.fill(value.shape, NaN)))),
  'makes all values those of the gradient': (parameters) =>
    parameters.forEach(({ value, gradient }) => value.assign(gradient)),
};

test.each(Object.entries(steps))(
  'part6/optimizer: no law holds for a step that %s',
  async (_, step) => {
    class SGD {
      parameters: linear.Parameter[];
      constructor(parameters: linear.Parameter[]) {
        this.parameters = parameters;
      }
      step() {
        step(this.parameters);
      }
    }
    expect(await acceptedBy('optimizer', { SGD })).toEqual([]);
  },
);

const measures: Record<string, (...args: unknown[]) => unknown> = {
  nothing: () => undefined,
  zeros: () => ({ loss: 0, accuracy: 0 }),
  ones: () => ({ loss: 1, accuracy: 1 }),
  NaN: () => ({ loss: NaN, accuracy: NaN }),
  'an empty object': () => ({}),
  'its first argument': (first) => first,
  'an error': () => {
    throw new Error(numbers);
  },
};

test.each(Object.entries(measures))(
  'part6/epoch: no law holds for an epoch that only gives %s',
  async (_, attempt) => {
    const exports = { ...network, ...losses, trainEpoch: attempt, evaluate: attempt };
    expect(await acceptedBy('epoch', exports)).toEqual([]);
  },
);
