import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import * as batchNorm from '../../solutions/part7/batch-norm.ts';
import * as dropout from '../../solutions/part7/dropout.ts';
import * as lstm from '../../solutions/part7/lstm.ts';
import * as rnn from '../../solutions/part7/rnn.ts';
import * as sequence from '../../solutions/part7/sequence.ts';
import { judge } from './judge.ts';

// Points are for work: no law about the modules of part 7 holds for a program that computes nothing.

type Method = (...args: unknown[]) => unknown;
type Class = new (...args: never[]) => object;

/** What a program does that does nothing: in place of each method, given what the right one does. */
interface Empty {
  name: string;
  of(right: Method, args: unknown[]): unknown;
}

/** With all numbers of all tensors replaced. */
function filled(result: unknown, by: number): unknown {
  if (result instanceof tf.Tensor) return tf.fill(result.shape, by);
  if (Array.isArray(result)) return result.map((one) => filled(one, by));
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, one]) => [key, filled(one, by)]));
}

/** Every number that an error may be asked for. */
const numbers = Array.from({ length: 20 }, (_, i) => `${i} 0.25 1.5`).join(' ');

const empties: Empty[] = [
  { name: 'returns undefined', of: () => undefined },
  { name: 'returns its first argument', of: (_, [first]) => first },
  { name: 'returns its last argument', of: (_, args) => args.at(-1) },
  { name: 'returns an empty array', of: () => [] },
  { name: 'returns an empty object', of: () => ({}) },
  { name: 'returns an empty tensor', of: () => tf.tensor2d([], [0, 0]) },
  { name: 'returns 0', of: () => tf.scalar(0) },
  {
    name: 'returns empty lists, where some are wanted',
    of: () => ({ x: tf.scalar(0), state: [], parameters: [] }),
  },
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

const working = ['forward', 'backward', 'step', 'stepBackward', 'zeroState'];

/** A class whose passes do nothing, and whose variables are all 0 and stay so. */
function emptied(right: Class, { of }: Empty): Class {
  const prototype = right.prototype as Record<string, Method>;
  const Emptied = class extends (right as new (...args: unknown[]) => object) {
    constructor(...args: unknown[]) {
      super(...args);
      this.clear();
    }

    clear() {
      const { parameters } = this as { parameters?: () => batchNorm.Parameter[] };
      const own = Object.values(this).filter((field): field is tf.Variable => field instanceof tf.Variable); // prettier-ignore
      const listed = parameters?.call(this).flatMap(({ value, gradient }) => [value, gradient]) ?? []; // prettier-ignore
      tf.tidy(() => [...own, ...listed].forEach((one) => one.assign(tf.zerosLike(one))));
    }
  };
  for (const name of working.filter((method) => method in prototype)) {
    Object.defineProperty(Emptied.prototype, name, {
      value(this: { clear(): void }, ...args: unknown[]) {
        const result = of((...given) => prototype[name].apply(this, given), args);
        this.clear();
        return result;
      },
    });
  }
  return Emptied;
}

async function acceptedBy(file: string, exports: object): Promise<string[]> {
  const results = await judge('part7', file, exports);
  return results
    .filter(({ status }) => status !== 'broken')
    .map(({ id, claim }) => `${id} ${claim}`);
}

const classes: { file: string; name: string; right: Class; all: object; speaks: RegExp }[] = [
  { file: 'dropout', name: 'Dropout', right: dropout.Dropout, all: dropout, speaks: /./ },
  {
    file: 'batch-norm',
    name: 'BatchNorm',
    right: batchNorm.BatchNorm,
    all: batchNorm,
    speaks: /./,
  },
  { file: 'rnn', name: 'RNNCell', right: rnn.RNNCell, all: rnn, speaks: /^7\.8[a-e]/ },
  {
    file: 'rnn',
    name: 'RecurrentLayer',
    right: rnn.RecurrentLayer,
    all: rnn,
    speaks: /^7\.8[f-i]/,
  },
  { file: 'lstm', name: 'LSTMCell', right: lstm.LSTMCell, all: lstm, speaks: /./ },
  {
    file: 'sequence',
    name: 'SequenceClassifier',
    right: sequence.SequenceClassifier,
    all: sequence,
    speaks: /^7\.10[a-d]/,
  },
];

test.each(classes.flatMap((one) => empties.map((empty) => ({ ...one, empty }))))(
  'part7/$file: no law about $name holds for what $empty.name',
  async ({ file, name, right, all, speaks, empty }) => {
    const accepted = await acceptedBy(file, { ...all, [name]: emptied(right, empty) });
    expect(accepted.filter((law) => speaks.test(law))).toEqual([]);
  },
);

type Step = typeof sequence.trainStep;

const steps: Record<string, (...args: Parameters<Step>) => unknown> = {
  'returns undefined': () => undefined,
  'returns 0': () => tf.scalar(0),
  'returns NaN': () => tf.scalar(NaN),
  'returns the classifier': (classifier) => classifier,
  throws: () => {
    throw new Error(numbers);
  },
  'only goes forward and back': (classifier, images) => {
    tf.tidy(() => void classifier.backward(classifier.forward(images)));
    return tf.scalar(1);
  },
  'gives the loss, and moves nothing': (classifier, images, labels) =>
    sequence.trainStep(classifier, images, labels, { learningRate: 0 }),
  'makes all parameters 0': (classifier, images, labels, options) => {
    const loss = sequence.trainStep(classifier, images, labels, options);
    classifier.parameters().forEach(({ value }) => value.assign(value.mul(0)));
    return loss;
  },
};

test.each(Object.entries(steps))(
  'part7/sequence: no law about trainStep holds for one that %s',
  async (_, trainStep) => {
    const accepted = await acceptedBy('sequence', { ...sequence, trainStep });
    expect(accepted.filter((law) => /^7\.10[e-g]/.test(law))).toEqual([]);
  },
);
