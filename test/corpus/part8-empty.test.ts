import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import * as asha from '../../solutions/part8/asha.ts';
import * as losses from '../../solutions/part8/losses.ts';
import * as network from '../../solutions/part8/network.ts';
import * as sampler from '../../solutions/part8/sampler.ts';
import * as search from '../../solutions/part8/search.ts';
import { empties as emptyPrograms } from './empty-programs.ts';
import { judge } from './judge.ts';

// Points are for work: no law of part 8 holds for a program that computes nothing.

type Function_ = (...args: unknown[]) => unknown;

async function acceptedBy(file: string, exports: object): Promise<string[]> {
  const results = await judge('part8', file, exports);
  return results
    .filter(({ status }) => status !== 'broken')
    .map(({ id, claim }) => `${id} ${claim}`);
}

const emptied = (module: object, of: (right: Function_) => Function_) =>
  Object.fromEntries(Object.entries(module).map(([name, right]) => [name, of(right as Function_)]));

const plain = { sampler, asha, search };

test.each(
  Object.entries(plain).flatMap(([file, module]) =>
    emptyPrograms.map((empty) => ({ file, module, empty })),
  ),
)('part8/$file: no law holds for what $empty.name', async ({ file, module, empty }) => {
  const exports = emptied(module, (right) => empty.of(right));
  expect(await acceptedBy(file, exports)).toEqual([]);
});

const decisions = ['continue', 'stop'] as const;

test.each(decisions)(
  'part8/asha: no law about reports holds for one that always says %s',
  async (decision) => {
    const report = (...args: Parameters<typeof asha.report>) => ({ ...asha.report(...args), decision }); // prettier-ignore
    const results = await acceptedBy('asha', { ...asha, report });
    expect(results.map((law) => law.slice(0, 4))).toEqual(['8.4a', '8.4b']);
  },
);

/** Numbers that an error may be asked for. */
const numbers = Array.from({ length: 20 }, (_, i) => i).join(' ');

/** What a function of tensors does that does nothing, given what the right one does. */
const emptyOfTensors: Record<string, (right: Function_, args: unknown[]) => unknown> = {
  'returns undefined': () => undefined,
  'returns its first argument': (_, [first]) => first,
  'returns an empty object': () => ({}),
  'returns an empty tensor': () => tf.tensor2d([], [0, 0]),
  'returns 0': () => ({ loss: tf.scalar(0), gradient: tf.scalar(0) }),
  'throws an error that says everything': () => {
    throw new Error(`forward comes first ${numbers}`);
  },
  ...Object.fromEntries(
    [0, 1, NaN].map((by) => [
      `refuses what it should, and returns ${by} everywhere`,
      (right: Function_, args: unknown[]) => filled(right(...args), by),
    ]),
  ),
};

const filled = (result: unknown, by: number): unknown => {
  if (result instanceof tf.Tensor) return tf.fill(result.shape, by);
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, filled(value, by)]));
};

test.each(Object.entries(emptyOfTensors))(
  'part8/losses: no law holds for what %s',
  async (_, of) => {
    const exports = emptied(
      losses,
      (right) =>
        (...args) =>
          of(right, args),
    );
    expect(await acceptedBy('losses', exports)).toEqual([]);
  },
);

test.each(Object.entries(emptyOfTensors))(
  'part8/network: no law holds for what %s',
  async (_, of) => {
    class MLP extends network.MLP {
      constructor(...args: ConstructorParameters<typeof network.MLP>) {
        super(...args);
        this.clear();
      }

      clear() {
        tf.tidy(() =>
          super.parameters().forEach(({ value, gradient }) => {
            value.assign(tf.zerosLike(value));
            gradient.assign(tf.zerosLike(gradient));
          }),
        );
      }

      override forward(x: tf.Tensor2D) {
        return of((...args) => super.forward(...(args as [tf.Tensor2D])), [x]) as tf.Tensor2D;
      }

      override backward(gradOutput: tf.Tensor2D) {
        of((...args) => super.backward(...(args as [tf.Tensor2D])), [gradOutput]);
        this.clear();
      }
    }
    expect(await acceptedBy('network', { MLP })).toEqual([]);
  },
);

const epochs: Record<string, Function_> = {
  nothing: () => undefined,
  'an empty list': () => [],
  'ten zeros': () => Array(10).fill(0),
  NaN: () => [NaN],
  'an empty object': () => ({}),
  'zeros by name': () => ({ loss: 0, accuracy: 0 }),
  'NaN by name': () => ({ loss: NaN, accuracy: NaN }),
  'its first argument': (first) => first,
  'an error': () => {
    throw new Error(numbers);
  },
};

test.each(Object.entries(epochs))(
  'part8/train: no law holds for an epoch that only gives %s',
  async (_, attempt) => {
    expect(await acceptedBy('train', { trainEpoch: attempt, evaluate: attempt })).toEqual([]);
  },
);
