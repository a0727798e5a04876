import * as reference from '../../solutions/part0/training.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Module = typeof reference;
type Recover = (before: number[], after: number[], learningRate: number) => unknown;

const gradient = (name: string, write: Recover): Implementation<Module> => ({
  name: `gradientFromIterates: ${name}`,
  module: { gradientFromIterates: write },
});
const batches = (
  name: string,
  write: (samples: number, batchSize: number) => unknown,
): Implementation<Module> => ({
  name: `batchesPerEpoch: ${name}`,
  module: { batchesPerEpoch: write },
});
const iterations = (
  name: string,
  write: (samples: number, batchSize: number, epochs: number) => unknown,
): Implementation<Module> => ({ name: `iterations: ${name}`, module: { iterations: write } });

const checked =
  (write: (before: number, after: number, rate: number) => number): Recover =>
  (before, after, rate) => {
    reference.gradientFromIterates(before, after, rate);
    return before.map((b, i) => write(b, after[i], rate));
  };

const wrong: Implementation<Module>[] = [
  gradient(
    'the wrong sign',
    checked((b, a, rate) => (a - b) / rate),
  ),
  gradient(
    'the learning rate is forgotten',
    checked((b, a) => b - a),
  ),
  gradient(
    'multiplied by the learning rate',
    checked((b, a, rate) => (b - a) * rate),
  ),
  gradient(
    'the step, negative',
    checked((b, a) => a - b),
  ),
  gradient(
    'the absolute value',
    checked((b, a, rate) => Math.abs(b - a) / rate),
  ),
  gradient('divided by the length of the vector too', (before, after, rate) => {
    const g = reference.gradientFromIterates(before, after, rate);
    return g.map((x) => x / g.length);
  }),
  gradient(
    'relative to the parameter',
    checked((b, a, rate) => (b - a) / (rate * (b || 1))),
  ),
  gradient(
    'an epsilon in the denominator',
    checked((b, a, rate) => (b - a) / (rate + 1e-8)),
  ),
  gradient('only the first parameter', (before, after, rate) =>
    reference.gradientFromIterates(before, after, rate).slice(0, 1),
  ),
  gradient('the norm', (before, after, rate) =>
    Math.hypot(...reference.gradientFromIterates(before, after, rate)),
  ),
  gradient('normalised to length 1', (before, after, rate) => {
    const g = reference.gradientFromIterates(before, after, rate);
    return g.map((x) => x / (Math.hypot(...g) || 1));
  }),
  gradient('rounded to four digits', (before, after, rate) =>
    reference.gradientFromIterates(before, after, rate).map((x) => Math.round(x * 1e4) / 1e4),
  ),
  gradient('nothing is checked', (before, after, rate) =>
    before.map((b, i) => (b - after[i]) / rate),
  ),
  gradient('a longer `after` is cut', (before, after, rate) =>
    reference.gradientFromIterates(before, after.slice(0, before.length), rate),
  ),
  gradient('a shorter `after` is filled with zeros', (before, after, rate) =>
    reference.gradientFromIterates(
      before,
      after.length < before.length ? before.map((_, i) => after[i] ?? 0) : after,
      rate,
    ),
  ),
  gradient('a learning rate of 0 gives zeros', (before, after, rate) =>
    rate === 0 ? before.map(() => 0) : reference.gradientFromIterates(before, after, rate),
  ),
  gradient('a negative learning rate is let through', (before, after, rate) =>
    rate < 0
      ? before.map((b, i) => (b - after[i]) / rate)
      : reference.gradientFromIterates(before, after, rate),
  ),
  gradient('an error without the numbers', (before, after, rate) => {
    if (before.length !== after.length || rate <= 0) throw new Error('lengths differ');
    return reference.gradientFromIterates(before, after, rate);
  }),
  gradient('`before` is overwritten', (before, after, rate) => {
    const g = reference.gradientFromIterates(before, after, rate);
    g.forEach((x, i) => (before[i] = x));
    return before;
  }),
  gradient('`after` is overwritten', (before, after, rate) => {
    const g = reference.gradientFromIterates(before, after, rate);
    after.fill(0);
    return g;
  }),
  batches('rounded down', (n, b) => Math.floor(n / b)),
  batches('rounded to the nearest', (n, b) => Math.round(n / b)),
  batches('not rounded', (n, b) => n / b),
  batches('always one more', (n, b) => Math.floor(n / b) + 1),
  batches('at least one, rounded down', (n, b) => Math.max(1, Math.floor(n / b))),
  batches('the other way round', (n, b) => Math.ceil(b / n)),
  batches('one less', (n, b) => Math.ceil(n / b) - 1),
  batches('never more than the batch size', (n, b) => Math.min(b, Math.ceil(n / b))),
  batches('the size of the last batch', (n, b) => n % b || b),
  iterations('rounded once, at the end', (n, b, e) => Math.ceil((n * e) / b)),
  iterations('rounded down', (n, b, e) => e * Math.floor(n / b)),
  iterations('not rounded', (n, b, e) => (n * e) / b),
  iterations('samples times epochs', (n, _, e) => n * e),
  iterations('one epoch', (n, b) => Math.ceil(n / b)),
  iterations('epochs alone', (_, __, e) => e),
  iterations('one epoch too many', (n, b, e) => (e + 1) * Math.ceil(n / b)),
  iterations('batches times batch size', (n, b, e) => e * b * Math.ceil(n / b)),
];

const right: Implementation<Module>[] = [
  {
    name: 'loops that count',
    module: {
      gradientFromIterates(before: number[], after: number[], learningRate: number) {
        if (before.length !== after.length) {
          throw new Error(`lengths ${before.length} and ${after.length} differ`);
        }
        if (learningRate <= 0)
          throw new Error(`learningRate must be positive, got ${learningRate}`);
        const result: number[] = [];
        for (let i = 0; i < before.length; i++) {
          result.push(before[i] / learningRate - after[i] / learningRate);
        }
        return result;
      },
      batchesPerEpoch(samples: number, batchSize: number) {
        let count = 0;
        for (let first = 0; first < samples; first += batchSize) count++;
        return count;
      },
      iterations(samples: number, batchSize: number, epochs: number) {
        let count = 0;
        for (let epoch = 1; epoch <= epochs; epoch++) {
          for (let first = 0; first < samples; first += batchSize) count += 1;
        }
        return count;
      },
    },
  },
  {
    name: 'one over the rate first, Float64Array, integer arithmetic',
    module: {
      gradientFromIterates(before: number[], after: number[], learningRate: number) {
        reference.gradientFromIterates(before, after, learningRate);
        const perUnit = -1 / learningRate;
        return Float64Array.from(after, (a, i) => (a - before[i]) * perUnit);
      },
      batchesPerEpoch: (n: number, b: number) => Math.trunc((n + b - 1) / b),
      iterations: (n: number, b: number, e: number) => e * ((n - (n % b)) / b + (n % b ? 1 : 0)),
    },
  },
  {
    name: 'recursion',
    module: {
      gradientFromIterates(before: number[], after: number[], rate: number): number[] {
        reference.gradientFromIterates(before, after, rate);
        const step = ([b, ...bs]: number[], [a, ...as]: number[]): number[] => [
          (b - a) / rate,
          ...(bs.length > 0 ? step(bs, as) : []),
        ];
        return step(before, after);
      },
      batchesPerEpoch: function left(n: number, b: number): number {
        return n <= 0 ? 0 : 1 + left(n - b, b);
      },
      iterations: (n: number, b: number, e: number) =>
        Array.from({ length: e }, () => Math.ceil(n / b)).reduce((x, y) => x + y, 0),
    },
  },
];

proveCorpus({ part: 'part0', file: 'training', reference, wrong, right });
