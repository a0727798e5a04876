import fc from 'fast-check';
import { seededRandom } from '../../../common/random.ts';
import { seeds } from '../../arbitraries.ts';
import type { LawSpec } from '../../law.ts';
import { freeing, modelOf, weightsOf } from '../../tensors/models.ts';
import { imagesWith } from '../gradient-descent/classifier.ts';
import { softmaxOf } from '../softmax/softmax.ts';
import { recordsOf, type EpochLaw } from './driver.ts';

interface TwoLayers {
  samples: number;
  hidden: number;
  classes: number;
  seed: number;
}

/** All layers learn, however large their gradients are. */
export const allLayersLearn = ({ train: run, ...text }: EpochLaw): LawSpec<TwoLayers> => ({
  ...text,
  claim: 'a step moves the weights of every layer, by their whole gradients',
  given: fc.record({
    samples: fc.integer({ min: 2, max: 5 }),
    hidden: fc.integer({ min: 2, max: 4 }),
    classes: fc.integer({ min: 2, max: 3 }),
    seed: seeds,
  }),
  draws: 12,
  show: ({ samples, hidden, classes }) => ({ samples, 'hidden units': hidden, classes }),
  got: (given) =>
    freeing(async () => {
      const { levels, labels, first, second } = drawn(given);
      const model = await modelOf({
        imageShape: [1, PIXELS, 1],
        layers: [
          { kind: 'flatten' },
          { kind: 'dense', units: given.hidden, bias: false },
          { kind: 'dense', units: given.classes, bias: false },
        ],
        weights: [first, second],
      });
      const split = { train: [...labels.keys()], validation: [0] };
      const data = imagesWith([1, PIXELS, 1], levels, labels);
      await recordsOf(run, { model, learningRate: RATE, data, split, options: {} });
      const [kernel1, kernel2] = await weightsOf(model);
      return { kernel1, kernel2 };
    }),
  wanted(given) {
    const { levels, labels, first, second } = drawn(given);
    const x = levels.map((row) => row.map((level) => level / 255));
    const h = product(x, first);
    const errors = softmaxOf(product(h, second)).map((row, n) =>
      row.map((p, k) => (p - (k === labels[n] ? 1 : 0)) / labels.length),
    );
    return {
      kernel1: less(first, product(transposed(x), product(errors, transposed(second)))),
      kernel2: less(second, product(transposed(h), errors)),
    };
  },
  tolerance: { absolute: 1e-3, relative: 1e-3 }, // float32 against float64, of weights up to 9
  why: 'Backpropagation gives each layer the gradient of its own weights, and the step subtracts learningRate times it: no layer is left out, and nothing is cut off. Here are two layers without activation, whose gradients are large; all samples are in one batch.',
});

const PIXELS = 3;
const RATE = 0.5;

/** Large hidden values, so that elements of the second gradient are above 1; logits of a moderate size. */
function drawn({ samples, hidden, classes, seed }: TwoLayers) {
  const random = seededRandom(seed);
  const matrix = (rows: number, columns: number, one: () => number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, one));
  const weight = () => random.integer(73) / 4 - 9;
  return {
    levels: matrix(samples, PIXELS, () => 51 * random.integer(6)),
    labels: Array.from({ length: samples }, () => random.integer(classes)),
    first: matrix(PIXELS, hidden, weight),
    second: matrix(hidden, classes, () => random.integer(9) / 32 - 0.125),
  };
}

const product = (a: number[][], b: number[][]): number[][] =>
  a.map((row) => b[0].map((_, k) => row.reduce((sum, value, i) => sum + value * b[i][k], 0)));

const transposed = (a: number[][]): number[][] => a[0].map((_, k) => a.map((row) => row[k]));

const less = (weights: number[][], gradient: number[][]): number[][] =>
  weights.map((row, i) => row.map((weight, k) => weight - RATE * gradient[i][k]));
