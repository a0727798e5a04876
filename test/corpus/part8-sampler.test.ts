import { seededRandom, type Random } from '../../src/common/random.ts';
import * as reference from '../../solutions/part8/sampler.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Space = reference.SearchSpace;
type Dimension = reference.Dimension;
type Draw = (dimension: Dimension, random: Random) => number | string;

const usualDraw: Draw = (dimension, random) => {
  if (dimension.kind === 'choice') return dimension.values[random.integer(dimension.values.length)];
  const { kind, low, high } = dimension;
  if (kind === 'uniform') return low + (high - low) * random.uniform();
  const [from, to] = [Math.log(low), Math.log(high)];
  return Math.min(high, Math.max(low, Math.exp(from + (to - from) * random.uniform())));
};

const refusing = (space: Space) => void reference.sampleTrials(space, 0, 0);

interface Pieces {
  draw?: Draw;
  refuse?: (space: Space) => void;
  list?: (space: Space, count: number, seed: number, draw: Draw) => reference.Configuration[];
}

const trialAfterTrial: NonNullable<Pieces['list']> = (space, count, seed, draw) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const trial: reference.Configuration = {};
    for (const [name, dimension] of Object.entries(space)) trial[name] = draw(dimension, random);
    return trial;
  });
};

const sampler = (
  name: string,
  { draw = usualDraw, refuse = refusing, list = trialAfterTrial }: Pieces,
): Implementation<typeof reference> => ({
  name,
  module: {
    sampleTrials: (space: Space, count: number, seed: number) => {
      refuse(space);
      return list(space, count, seed, draw);
    },
  },
});

/** Draws of a range of that kind in another way. */
const range = (
  kind: 'uniform' | 'log-uniform',
  draw: (low: number, high: number, random: Random) => number,
): Draw => {
  return (dimension, random) =>
    dimension.kind === kind
      ? draw(dimension.low, dimension.high, random)
      : usualDraw(dimension, random);
};

const withMessage = (message: (error: Error) => string) => (space: Space) => {
  try {
    refusing(space);
  } catch (error) {
    throw new Error(message(error as Error), { cause: error });
  }
};

const wrong = [
  sampler('log-uniform is uniform', {
    draw: range('log-uniform', (low, high, random) => low + (high - low) * random.uniform()),
  }),
  sampler('log-uniform takes whole powers of ten', {
    draw: range('log-uniform', (low, high, random) => {
      const decades = Math.round(Math.log10(high / low));
      return low * 10 ** random.integer(decades + 1);
    }),
  }),
  sampler('log-uniform by the square of u', {
    draw: range('log-uniform', (low, high, random) => low * (high / low) ** (random.uniform() ** 2)), // prettier-ignore
  }),
  sampler('log-uniform upside down, below its low end', {
    draw: range('log-uniform', (low, high, random) => low * (low / high) ** random.uniform()),
  }),
  sampler('log-uniform is of a decade too few', {
    draw: range('log-uniform', (low, high, random) => low * (high / low / 10) ** random.uniform()),
  }),
  sampler('log-uniform is exp of a normal', {
    draw: range('log-uniform', (low, high, random) =>
      Math.min(high, Math.max(low, Math.sqrt(low * high) * Math.exp(random.normal()))),
    ),
  }),
  sampler('uniform from 0', {
    draw: range('uniform', (_, high, random) => high * random.uniform()),
  }),
  sampler('uniform, the width added twice', {
    draw: range('uniform', (low, high, random) => low + high * random.uniform()),
  }),
  sampler('uniform on a coarse grid', {
    draw: range('uniform', (low, high, random) => low + ((high - low) * random.integer(11)) / 10),
  }),
  sampler('the last value is never chosen', {
    draw: (dimension, random) =>
      dimension.kind === 'choice'
        ? dimension.values[random.integer(Math.max(1, dimension.values.length - 1))]
        : usualDraw(dimension, random),
  }),
  sampler('the index of a choice', {
    draw: (dimension, random) =>
      dimension.kind === 'choice'
        ? random.integer(dimension.values.length)
        : usualDraw(dimension, random),
  }),
  sampler('the first value is twice as likely', {
    draw: (dimension, random) =>
      dimension.kind === 'choice'
        ? dimension.values[Math.max(0, random.integer(dimension.values.length + 1) - 1)]
        : usualDraw(dimension, random),
  }),
  sampler('one draw for all settings of a trial', {
    list: (space, count, seed, draw) => {
      const random = seededRandom(seed);
      return Array.from({ length: count }, () => {
        const u = random.uniform();
        const same = { ...random, uniform: () => u, integer: (n: number) => Math.floor(u * n) };
        return Object.fromEntries(
          Object.entries(space).map(([name, dimension]) => [name, draw(dimension, same)]),
        );
      });
    },
  }),
  sampler('setting after setting', {
    list: (space, count, seed, draw) => {
      const random = seededRandom(seed);
      const columns = Object.entries(space).map(([name, dimension]) => [
        name,
        Array.from({ length: count }, () => draw(dimension, random)),
      ]) as [string, (number | string)[]][];
      return Array.from({ length: count }, (_, i) =>
        Object.fromEntries(columns.map(([name, values]) => [name, values[i]])),
      );
    },
  }),
  sampler('every trial from the same seed', {
    list: (space, count, seed, draw) =>
      Array.from({ length: count }, () => trialAfterTrial(space, 1, seed, draw)[0]),
  }),
  sampler('all the same for each seed', {
    list: (space, count, _, draw) => trialAfterTrial(space, count, 0, draw),
  }),
  sampler('Math.random', {
    draw: (dimension) =>
      usualDraw(dimension, {
        ...seededRandom(0),
        uniform: Math.random,
        integer: (n) => Math.floor(Math.random() * n),
      }),
  }),
  sampler('rates walk from one trial to the next', {
    list: (space, count, seed, draw) => {
      const trials = trialAfterTrial(space, count, seed, draw);
      const { rate } = space;
      if (rate === undefined || rate.kind === 'choice') return trials;
      const sorted = trials.map((trial) => Number(trial.rate)).sort((a, b) => a - b);
      return trials.map((trial, i) => ({ ...trial, rate: sorted[i] }));
    },
  }),
  sampler('evenly spaced', {
    list: (space, count, seed, draw) => {
      const random = seededRandom(seed);
      return Array.from({ length: count }, (_, i) => {
        const even = { ...random, uniform: () => (i + 0.5) / count };
        return Object.fromEntries(
          Object.entries(space).map(([name, dimension]) => [name, draw(dimension, even)]),
        );
      });
    },
  }),
  sampler('one trial too many', {
    list: (space, count, seed, draw) => trialAfterTrial(space, count + 1, seed, draw),
  }),
  sampler('the longest list is cut to its end', {
    list: (space, count, seed, draw) => trialAfterTrial(space, 5000, seed, draw).slice(-count),
  }),
  sampler('a setting is left out', {
    list: (space, count, seed, draw) =>
      trialAfterTrial(space, count, seed, draw).map((trial) =>
        Object.fromEntries(Object.entries(trial).slice(0, 2)),
      ),
  }),
  sampler('the space is emptied', {
    list: (space, count, seed, draw) => {
      const trials = trialAfterTrial(space, count, seed, draw);
      for (const dimension of Object.values(space)) {
        if (dimension.kind === 'choice') (dimension.values as unknown[]).reverse();
        else Object.assign(dimension, { low: dimension.high });
      }
      return trials;
    },
  }),
  sampler('nothing is refused', { refuse: () => {} }),
  sampler('an empty choice is not refused', {
    refuse: (space) =>
      refusing(Object.fromEntries(Object.entries(space).filter(([, d]) => d.kind !== 'choice'))),
  }),
  sampler('a range of one number is not refused', {
    refuse: (space) =>
      refusing(
        Object.fromEntries(
          Object.entries(space).filter(([, d]) => d.kind === 'choice' || d.low !== d.high),
        ),
      ),
  }),
  sampler('a log-uniform range from 0 is not refused', {
    refuse: (space) =>
      refusing(
        Object.fromEntries(
          Object.entries(space).filter(([, d]) => d.kind !== 'log-uniform' || d.low !== 0),
        ),
      ),
  }),
  sampler('the error has no name', {
    refuse: withMessage(({ message }) => message.replace(/\b(width|rate|decay)\b/g, 'it')),
  }),
  sampler('the error has no numbers', {
    refuse: withMessage(({ message }) => message.replace(/\d/g, '')),
  }),
];

const right = [
  sampler('exponentials of logarithms', {}),
  sampler('a seed for each trial', {
    list: (space, count, seed, draw) =>
      Array.from({ length: count }, (_, i) => {
        const own = Math.imul(seed, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b);
        return trialAfterTrial(space, 1, own, draw)[0];
      }),
  }),
  sampler('an order of the names of its own, and powers of ten', {
    draw: range('log-uniform', (low, high, random) => {
      const [from, to] = [Math.log10(low), Math.log10(high)];
      return Math.min(high, Math.max(low, 10 ** (to - (to - from) * random.uniform())));
    }),
    list: (space, count, seed, draw) =>
      trialAfterTrial(Object.fromEntries(Object.entries(space).toReversed()), count, seed, draw),
  }),
];

proveCorpus({ part: 'part8', file: 'sampler', reference, wrong, right });
