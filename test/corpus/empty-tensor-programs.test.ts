import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import * as accuracy from '../../solutions/part3/accuracy.ts';
import * as networks from '../../solutions/part3/networks.ts';
import * as result from '../../solutions/part3/result.ts';
import * as split from '../../solutions/part3/split.ts';
import * as train from '../../solutions/part3/train.ts';
import * as gradient from '../../solutions/part4/gradient.ts';
import * as networksOfPart4 from '../../solutions/part4/networks.ts';
import * as resultOfPart4 from '../../solutions/part4/result.ts';
import * as trainOfPart4 from '../../solutions/part4/train.ts';
import * as network from '../../solutions/part5/network.ts';
import * as plateau from '../../solutions/part5/plateau.ts';
import * as resultOfPart5 from '../../solutions/part5/result.ts';
import * as schedule from '../../solutions/part5/schedule.ts';
import * as trainOfPart5 from '../../solutions/part5/train.ts';
import { filled } from './empty-programs.ts';
import { judge } from './judge.ts';

// Points are for work: no law of parts 3 to 5 holds for a program that computes nothing.

type Function = (...args: never[]) => unknown;

/** What a program does that does nothing, in place of the right one, and given what that gives. */
interface Empty {
  name: string;
  of(right: () => unknown, args: unknown[]): unknown;
}

/** Every number that an error may be asked for. */
const numbers = Array.from({ length: 64 }, (_, i) => i).join(' ');

const idle: Empty[] = [
  { name: 'returns undefined', of: () => undefined },
  { name: 'returns 0', of: () => 0 },
  { name: 'promises 0.5', of: () => Promise.resolve(0.5) },
  { name: 'returns an empty array', of: () => [] },
  { name: 'promises an empty array', of: () => Promise.resolve([]) },
  { name: 'promises an empty object', of: () => Promise.resolve({}) },
  { name: 'returns its first argument', of: (_, [first]) => first },
  {
    name: 'throws an error that says everything',
    of: () => {
      throw new Error(numbers);
    },
  },
];

/** Refuses what is to be refused, gives the shape that is wanted, and leaves every network as it was. */
const hollow: Empty[] = [0, 1, NaN].map((by) => ({
  name: `refuses what it should, and returns ${by} everywhere`,
  of(right, args) {
    const models = args.filter((arg): arg is tf.LayersModel => arg instanceof tf.LayersModel);
    const before = models.map((model) => model.getWeights().map((weight) => weight.clone()));
    const empty = (value: unknown) => {
      models.forEach((model, i) => model.setWeights(before[i]));
      tf.dispose(before);
      return filled(value, by);
    };
    const value = right();
    return value instanceof Promise ? value.then(empty) : empty(value);
  },
}));

/** Whether a law is to be red where these functions are empty; helpers of a solution are no tasks. */
const tasks: [file: string, reference: object, names: string[], empties: Empty[]][] = [
  // A hollow network of the right shape is not empty: whoever built it has done the task.
  ['part3/networks', networks, ['buildNetwork'], idle],
  ['part3/split', split, ['stratifiedSplit'], [...idle, ...hollow]],
  ['part3/accuracy', accuracy, ['accuracy'], [...idle, ...hollow]],
  ['part3/train', train, ['trainEpoch'], [...idle, ...hollow]],
  ['part3/result', result, ['makeResult', 'firstLayerWeights'], [...idle, ...hollow]],
  ['part4/networks', networksOfPart4, ['buildNetwork'], idle],
  ['part4/gradient', gradient, ['gradientMagnitude', 'magnitudeFromWeights'], [...idle, ...hollow]],
  ['part4/train', trainOfPart4, ['trainEpoch'], [...idle, ...hollow]],
  ['part4/result', resultOfPart4, ['makeResult'], [...idle, ...hollow]],
  ['part5/network', network, ['buildNetwork'], idle],
  ['part5/train', trainOfPart5, ['trainEpoch'], [...idle, ...hollow]],
  ['part5/plateau', plateau, ['findPlateau'], [...idle, ...hollow]],
  ['part5/schedule', schedule, ['learningRateAt', 'trainOnSchedule'], [...idle, ...hollow]],
  ['part5/result', resultOfPart5, ['makeResult'], [...idle, ...hollow]],
];

describe.each(tasks)('%s', (path, reference, names, empties) => {
  const [part, file] = path.split('/');
  const right = reference as Record<string, Function>;

  test.each(empties)('no law holds for what $name', async ({ of }) => {
    const emptied = names.map((name) => [
      name,
      (...args: never[]) => of(() => right[name](...args), args),
    ]);
    const results = await judge(part, file, { ...right, ...Object.fromEntries(emptied) });
    const accepted = results.filter(({ status }) => status !== 'broken');
    expect(accepted.map(({ id, claim }) => `${id} ${claim}`)).toEqual([]);
  });
});
