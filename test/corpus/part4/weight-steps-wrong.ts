import * as reference from '../../../solutions/part4/gradient.ts';
import type { Implementation } from '../implementation.ts';
import type { Gradient } from './gradients.ts';

type Nested = reference.NestedNumbers;
type FromWeights = (before: Nested, after: Nested, rate: number) => unknown;
const { magnitudeFromWeights } = reference;

const wrong = (name: string, write: FromWeights): Implementation<Gradient> => ({
  name,
  module: { magnitudeFromWeights: write },
});

const flat = (weights: Nested): number[] => (weights as number[]).flat(16);

/** What fits is right; refusals are the reference's. */
const ofDifferences = (
  name: string,
  summarise: (differences: number[], rate: number, before: number[], after: number[]) => unknown,
) =>
  wrong(name, (before, after, rate) => {
    magnitudeFromWeights(before, after, rate);
    const [a, b] = [flat(before), flat(after)];
    return summarise(
      a.map((x, i) => x - b[i]),
      rate,
      a,
      b,
    );
  });

const sum = (numbers: number[]) => numbers.reduce((total, x) => total + x, 0);
const norm = (numbers: number[]) => Math.sqrt(sum(numbers.map((x) => x * x)));

export const wrongLengths = [
  ofDifferences('not divided by the rate', (d) => norm(d)),
  ofDifferences('multiplied by the rate', (d, rate) => norm(d) * rate),
  ofDifferences('divided by the rate under the root', (d, rate) =>
    Math.sqrt(sum(d.map((x) => x * x)) / rate),
  ),
  ofDifferences('no root', (d, rate) => sum(d.map((x) => (x / rate) ** 2))),
  ofDifferences('no root, divided once', (d, rate) => sum(d.map((x) => x * x)) / rate),
  ofDifferences('the sum of absolute values', (d, rate) => sum(d.map(Math.abs)) / rate),
  ofDifferences('the largest', (d, rate) => Math.max(...d.map(Math.abs)) / rate),
  ofDifferences('averaged', (d, rate) => norm(d) / rate / d.length),
  ofDifferences(
    'the root of the mean of squares',
    (d, rate) => Math.sqrt(sum(d.map((x) => x * x)) / d.length) / rate,
  ),
  ofDifferences(
    'the difference of two lengths',
    (_, rate, a, b) => Math.abs(norm(a) - norm(b)) / rate,
  ),
  ofDifferences('the length of what was added up', (d, rate) => Math.abs(sum(d)) / rate),
  ofDifferences('after + before', (_, rate, a, b) => norm(a.map((x, i) => x + b[i])) / rate),
  ofDifferences('the length of the weights before', (_, rate, a) => norm(a) / rate),
  ofDifferences('NaN counts as 0', (d, rate) => norm(d.map((x) => x || 0)) / rate),
  ofDifferences('the last weight is forgotten', (d, rate) => norm(d.slice(0, -1)) / rate),
  ofDifferences('rounded', (d, rate) => Number((norm(d) / rate).toFixed(3))),
  ofDifferences('a text', (d, rate) => (norm(d) / rate).toFixed(12)),
  ofDifferences('a promise', async (d, rate) => norm(d) / rate),
  ofDifferences('the rate 0.01, whatever it was', (d) => norm(d) / 0.01),
];

export const wrongDepths = [
  wrong('only flat lists', (before, after, rate) => {
    magnitudeFromWeights(before, after, rate);
    return norm((before as number[]).map((x, i) => x - (after as number[])[i])) / rate;
  }),
  wrong('at most two axes', (before, after, rate) => {
    magnitudeFromWeights(before, after, rate);
    const [a, b] = [(before as number[][]).flat(), (after as number[][]).flat()];
    return norm(a.map((x, i) => x - b[i])) / rate;
  }),
  wrong('the magnitudes of rows, added up', (before, after, rate) => {
    const rows = (a: Nested, b: Nested): number =>
      a.some((x) => typeof x !== 'number')
        ? sum(a.map((x, i) => rows(x as Nested, b[i] as Nested)))
        : magnitudeFromWeights(a, b, rate);
    magnitudeFromWeights(before, after, rate);
    return rows(before, after);
  }),
  wrong('the weights are emptied on the way', (before, after, rate) => {
    const magnitude = magnitudeFromWeights(before, after, rate);
    (before as number[]).splice(0);
    return magnitude;
  }),
  wrong('the difference is written into before', (before, after, rate) => {
    const magnitude = magnitudeFromWeights(before, after, rate);
    const write = (a: Nested, b: Nested) =>
      a.forEach((x, i) => {
        if (typeof x === 'number') (a as number[])[i] = x - (b[i] as number);
        else write(x, b[i] as Nested);
      });
    write(before, after);
    return magnitude;
  }),
];

/** Right where everything fits. */
const refusing = (name: string, refuse: (before: Nested, after: Nested, rate: number) => unknown) =>
  wrong(name, (before, after, rate) => {
    const refused = refuse(before, after, rate);
    if (refused !== undefined) return refused;
    const [a, b] = [flat(before), flat(after)];
    return norm(a.map((x, i) => x - b[i])) / rate;
  });

const shape = (weights: Nested | number): number[] =>
  typeof weights === 'number' ? [] : [weights.length, ...shape(weights[0])];

const misfit = (before: Nested, after: Nested) => {
  if (shape(before).join() !== shape(after).join()) {
    throw new Error(`shapes ${shape(before).join('×')} and ${shape(after).join('×')} differ`);
  }
};

export const wrongRefusals = [
  refusing('nothing is refused', () => undefined),
  refusing('shapes are not compared', (_, __, rate) => {
    if (rate <= 0) throw new Error(`the rate is ${rate}`);
  }),
  refusing('only the number of weights is compared', (before, after, rate) => {
    if (rate <= 0) throw new Error(`the rate is ${rate}`);
    const [a, b] = [flat(before).length, flat(after).length];
    if (a !== b) throw new Error(`${shape(before)} and ${shape(after)} differ`);
  }),
  refusing('only the outermost length is compared', (before, after, rate) => {
    if (rate <= 0) throw new Error(`the rate is ${rate}`);
    if (before.length !== after.length) throw new Error(`${before.length} and ${after.length}`);
  }),
  refusing('more weights after than before are not noticed', (before, after, rate) => {
    if (rate <= 0) throw new Error(`the rate is ${rate}`);
    if (flat(before).length > flat(after).length) misfit(before, after);
  }),
  refusing('any rate will do', (before, after) => misfit(before, after)),
  refusing('the rate 0 will do', (before, after, rate) => {
    misfit(before, after);
    if (rate < 0) throw new Error(`the rate is ${rate}`);
  }),
  refusing('a rate below 0 will do', (before, after, rate) => {
    misfit(before, after);
    if (rate === 0) throw new Error(`the rate is ${rate}`);
  }),
  refusing('an error without the numbers', (before, after, rate) => {
    if (shape(before).join() !== shape(after).join()) throw new Error('the shapes differ');
    if (rate <= 0) throw new Error(`the rate is ${rate}`);
  }),
  refusing('an error without the rate', (before, after, rate) => {
    misfit(before, after);
    if (rate <= 0) throw new Error('the learning rate must be positive');
  }),
  refusing('NaN in place of an error', (before, after, rate) => {
    if (shape(before).join() !== shape(after).join() || rate <= 0) return NaN;
    return undefined;
  }),
  refusing('a text is thrown', (before, after, rate) => {
    const text = `${shape(before)} and ${shape(after)}, rate ${rate}`;
    // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- this is the mistake
    if (shape(before).join() !== shape(after).join() || rate <= 0) throw text;
  }),
];
