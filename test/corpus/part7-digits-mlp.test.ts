import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '#src/common/random';
import * as reference from '../../solutions/part7/digits-mlp.ts';
import type { Samples, TrainOptions, Weights } from '../../solutions/part7/digits-mlp.ts';
import { outputsOf } from '../../src/laws/definitions/digits/two-layers.ts';
import { proveCorpus } from './corpus.ts';
import { changed, starting, trainBy, training, type Digits } from './part7/digits.ts';

const wrong: Digits[] = [
  training('the mean over all outputs', { rules: { divisor: (n, classes) => n * classes } }),
  training('the sum over the samples', { rules: { divisor: () => 1 } }),
  training('no 2', { rules: { factor: 1 } }),
  training('uphill', { rules: { sign: -1 } }),
  training('no slope at the output, as under cross-entropy', { rules: { outputSlope: () => 1 } }),
  training('no slope in the hidden layer', { rules: { hiddenSlope: () => 1 } }),
  training('the slope of tanh', { rules: { hiddenSlope: (y) => 1 - y * y } }),
  training('weights of the output that have moved send back', { rules: { sentBackBy: 'new' } }),
  training('biases stay', { rules: { moves: { hidden: true, output: true, biases: false } } }),
  training('the hidden layer stays', { rules: { moves: { hidden: false, output: true, biases: true } } }), // prettier-ignore
  training('the output layer stays', { rules: { moves: { hidden: true, output: false, biases: true } } }), // prettier-ignore
  training('one sample a step', {
    seen: ({ images, labels }, step) => {
      const i = step % labels.length;
      return { images: [images[i]], labels: [labels[i]] };
    },
  }),
  training('the last sample is never seen', {
    seen: ({ images, labels }) => {
      const end = Math.max(1, labels.length - 1);
      return { images: images.slice(0, end), labels: labels.slice(0, end) };
    },
  }),
  training('a default rate of 0.01', { defaults: { learningRate: 0.01, every: 100 } }),
  training('no point before the first step', {
    isPoint: (step, { iterations, every }) => step > 0 && (step % every === 0 || step === iterations), // prettier-ignore
  }),
  training('no point after the last step', { isPoint: (step, { every }) => step % every === 0 }),
  training('points of the state before the step', { pointOf: (before) => before }),
  training('losses are means over all outputs', {
    loss: (weights, samples) => {
      const outputs = outputsOf(weights, samples.images);
      const squares = outputs.flatMap((row, n) => row.map((y, k) => (y - (k === samples.labels[n] ? 1 : 0)) ** 2)); // prettier-ignore
      return squares.reduce((a, b) => a + b) / squares.length;
    },
  }),
  training('accuracies per cent', {
    accuracy: (weights, { images, labels }) => {
      const classes = outputsOf(weights, images).map((row) => row.indexOf(Math.max(...row)));
      return (100 * classes.filter((c, n) => c === labels[n]).length) / labels.length;
    },
  }),
  {
    name: 'test samples are trained with',
    module: {
      train: (weights: Weights, { images, labels }: Samples, options: TrainOptions) => {
        const { test } = options;
        const all = test
          ? { images: [...images, ...test.images], labels: [...labels, ...test.labels] }
          : { images, labels };
        return reference.train(weights, all, options);
      },
    },
  },
  {
    name: 'the given weights are moved',
    module: {
      async train(weights: Weights, samples: Samples, options: TrainOptions) {
        const result = await trainBy()(weights, samples, options);
        Object.assign(weights, result.weights);
        return result;
      },
    },
  },
  {
    name: 'a tensor stays behind in each step',
    module: {
      train(weights: Weights, samples: Samples, options: TrainOptions) {
        for (let i = 0; i < options.iterations; i++) tf.scalar(i);
        return reference.train(weights, samples, options);
      },
    },
  },
  {
    name: 'the next training begins where the last one ended',
    module: (() => {
      let last: Weights | undefined;
      return {
        async train(weights: Weights, samples: Samples, options: TrainOptions) {
          const fits = last?.hiddenWeight.length === weights.hiddenWeight.length && last.outputBias.length === weights.outputBias.length; // prettier-ignore
          const result = await reference.train(fits ? last! : weights, samples, options);
          last = result.weights;
          return result;
        },
      };
    })(),
  },
  starting('weights from [0, 1)', (weights, _, seed = 0) => {
    const { uniform } = seededRandom(seed);
    return changed(weights, uniform);
  }),
  starting('weights of N(0, 1)', (weights, _, seed = 0) => {
    const { normal } = seededRandom(seed);
    return changed(weights, normal);
  }),
  starting('weights of N(0, 1/n)', (weights, _, seed = 0) => {
    const { normal } = seededRandom(seed);
    return changed(weights, (_weight, rows) => normal() / Math.sqrt(3 * rows));
  }),
  starting('only positive', (weights) => changed(weights, Math.abs)),
  starting('by 1/n, not its root', (weights) =>
    changed(weights, (weight, rows) => weight / Math.sqrt(rows)),
  ),
  starting('the bound of the other layer', (weights, [inputs, hidden]) => ({
    ...weights,
    outputWeight: weights.outputWeight.map((row) =>
      row.map((weight) => weight * Math.sqrt(hidden / inputs)),
    ),
  })),
  starting('random biases', (weights, _, seed = 0) => {
    const { uniform } = seededRandom(seed);
    return { ...weights, hiddenBias: weights.hiddenBias.map(() => uniform() / 8) };
  }),
  starting('transposed', (weights) => ({
    ...weights,
    hiddenWeight: weights.hiddenWeight[0].map((_, j) => weights.hiddenWeight.map((row) => row[j])),
  })),
  starting('the seed does not matter', (_, sizes) => reference.initialWeights(sizes, 7)),
  starting('both layers from one seed', (weights, [inputs, hidden, classes], seed) => ({
    ...weights,
    outputWeight: reference.initialWeights([hidden, classes, inputs], seed).hiddenWeight,
  })),
  starting(
    'without a seed others each time',
    (weights, sizes, seed) =>
      seed === undefined
        ? reference.initialWeights(sizes, Math.floor(Math.random() * 1e9))
        : weights, // oxlint-disable-line
  ),
  {
    name: 'classes from 1',
    module: {
      classify: async (weights: Weights, images: number[][]) =>
        (await reference.classify(weights, images)).map((c) => c + 1),
    },
  },
  {
    name: 'the smallest output',
    module: {
      classify: async (weights: Weights, images: number[][]) =>
        outputsOf(weights, images).map((row) => row.indexOf(Math.min(...row))),
    },
  },
  {
    name: 'classify forgets the biases',
    module: {
      classify: (weights: Weights, images: number[][]) =>
        reference.classify({ ...weights, outputBias: weights.outputBias.map(() => 0) }, images),
    },
  },
];

const right: Digits[] = [
  training('plain loops in float64'),
  {
    name: 'variables that are assigned to, the factor 2/N in the loss’s derivative, loss read at once',
    module: {
      async train(weights: Weights, samples: Samples, options: TrainOptions) {
        const { iterations, learningRate = 0.1, every = 100, test } = options;
        const variables = tf.tidy(() => ({
          W: tf.variable(tf.tensor2d(weights.hiddenWeight)),
          b: tf.variable(tf.tensor1d(weights.hiddenBias)),
          V: tf.variable(tf.tensor2d(weights.outputWeight)),
          c: tf.variable(tf.tensor1d(weights.outputBias)),
        }));
        const { W, b, V, c } = variables;
        const pass = (images: number[][]) => {
          const x = tf.tensor2d(images);
          const h = tf.dot(x, W).add(b).neg().exp().add(1).reciprocal();
          const y = tf.dot(h, V).add(c).neg().exp().add(1).reciprocal();
          return { x, h, y };
        };
        const oneHot = (labels: number[]) =>
          tf.tensor2d(labels.map((label) => weights.outputBias.map((_, k) => Number(k === label))));
        const measure = ({ images, labels }: Samples) =>
          tf.tidy(() => {
            const { y } = pass(images);
            const loss = y.squaredDifference(oneHot(labels)).sum().dataSync()[0] / labels.length;
            const classes = y.argMax(1).dataSync();
            return { loss, accuracy: labels.filter((label, n) => classes[n] === label).length / labels.length }; // prettier-ignore
          });
        const points: number[] = [];
        const losses: number[] = [];
        const accuracies: number[] = [];
        const testAccuracies: number[] = [];
        const note = (step: number) => {
          points.push(step);
          const { loss, accuracy } = measure(samples);
          losses.push(loss);
          accuracies.push(accuracy);
          if (test !== undefined) testAccuracies.push(measure(test).accuracy);
        };
        note(0);
        for (let step = 1; step <= iterations; step++) {
          tf.tidy(() => {
            const { x, h, y } = pass(samples.images);
            const delta = y.sub(oneHot(samples.labels)).mul(2 / samples.labels.length).mul(y.sub(y.square())); // prettier-ignore
            const eps = tf.dot(delta, V.transpose()).mul(h.sub(h.square()));
            const gradients = { W: tf.dot(x.transpose(), eps), b: eps.sum(0), V: tf.dot(h.transpose(), delta), c: delta.sum(0) }; // prettier-ignore
            for (const [name, gradient] of Object.entries(gradients)) {
              const variable = variables[name as 'W'] as tf.Variable;
              variable.assign(variable.sub(gradient.mul(learningRate)));
            }
          });
          if (step % every === 0 || step === iterations) note(step);
        }
        const result = {
          hiddenWeight: W.arraySync(),
          hiddenBias: b.arraySync(),
          outputWeight: V.arraySync(),
          outputBias: c.arraySync(),
        };
        tf.dispose(variables);
        return { weights: result, iterations: points, losses, accuracies, testAccuracies };
      },
      classify: async (weights: Weights, images: number[][]) =>
        outputsOf(weights, images).map((row) => row.indexOf(Math.max(...row))),
    },
  },
  starting('a generator for each layer', (_, [inputs, hidden, classes], seed = 0) => {
    const drawn = (rows: number, columns: number, from: number) => {
      const { uniform } = seededRandom(from);
      return Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => (uniform() - 0.5) * 2 * rows ** -0.5),
      );
    };
    const [one, two] = [seededRandom(seed).integer(2 ** 31), seededRandom(seed ^ 99).integer(2 ** 31)]; // prettier-ignore
    return {
      hiddenWeight: drawn(inputs, hidden, one),
      hiddenBias: Array.from<number>({ length: hidden }).fill(0),
      outputWeight: drawn(hidden, classes, two),
      outputBias: Array.from<number>({ length: classes }).fill(0),
    };
  }),
];

proveCorpus({ part: 'part7', file: 'digits-mlp', reference, wrong, right });
