import type { Suspect } from '../../law.ts';
import { imagesOf, type Image } from '../architectures/cases.ts';
import { weightsFor, type NetworkCase } from './shapes.ts';

// What leaves the network, by the definition, in float64.

/** What a mistaken reader would do in its place. */
export interface ForwardRules {
  strides: [first: number, second: number];
  /** Between two convolutions. */
  between(value: number): number;
  /** Before the batch normalisation. */
  before(value: number): number;
  /** After the batch normalisation. */
  after(value: number): number;
  /** After the hidden fully connected layer. */
  hidden(value: number): number;
  output(logits: number[]): number[];
  epsilon: number;
  /** Statistics: those that are given, or those of the batch. */
  statistics: 'running' | 'batch';
}

const relu = (value: number) => Math.max(0, value);
const same = (value: number) => value;

const definition: ForwardRules = {
  strides: [1, 2],
  between: same,
  before: same,
  after: relu,
  hidden: relu,
  output: (logits) => logits,
  epsilon: 0.001,
  statistics: 'running',
};

/** What a network does with a batch. */
export interface Passed {
  logits: number[][];
  /** Of what comes into each batch normalisation, over the batch. */
  statistics: { mean: number[]; variance: number[]; count: number }[];
}

/** @param weights - in the order of `namedShapes`. */
export function passedThrough(
  weights: readonly unknown[],
  images: readonly Image[],
  rules: Partial<ForwardRules> = {},
): Passed {
  const all = { ...definition, ...rules };
  const running = weights.slice(16) as number[][];
  const statistics: Passed['statistics'] = [];
  let values = [...images];
  for (const block of [0, 1]) {
    const [k1, b1, k2, b2, gamma, beta] = weights.slice(6 * block, 6 * block + 6) as [
      number[][][][],
      number[],
      number[][][][],
      number[],
      number[],
      number[],
    ];
    values = values
      .map((image) => convolved(image, k1, b1, all.strides[0]))
      .map((image) => each(image, all.between))
      .map((image) => convolved(image, k2, b2, all.strides[1]))
      .map((image) => each(image, all.before));
    const own = statisticsOf(values);
    statistics.push(own);
    const [mean, variance] =
      all.statistics === 'batch' ? [own.mean, own.variance] : running.slice(2 * block);
    values = values.map((image) =>
      each(image, (value, c) =>
        all.after((gamma[c] * (value - mean[c])) / Math.sqrt(variance[c] + all.epsilon) + beta[c]),
      ),
    );
  }
  const [w1, c1, w2, c2] = weights.slice(12, 16) as [number[][], number[], number[][], number[]];
  const logits = values.map((image) => {
    const hidden = multiplied(image.flat(2), w1, c1).map(all.hidden);
    return all.output(multiplied(hidden, w2, c2));
  });
  return { logits, statistics };
}

const each = (image: Image, of: (value: number, channel: number) => number): Image =>
  image.map((row) => row.map((pixel) => pixel.map(of)));

/** Of each channel, over all places of all images; the variance is the mean square from the mean. */
function statisticsOf(values: readonly Image[]) {
  const pixels = values.flat(2);
  const count = pixels.length;
  const mean = pixels[0].map((_, c) => pixels.reduce((sum, pixel) => sum + pixel[c], 0) / count);
  const variance = mean.map(
    (m, c) => pixels.reduce((sum, pixel) => sum + (pixel[c] - m) ** 2, 0) / count,
  );
  return { mean, variance, count };
}

/** 3×3, with as many zeros around as it takes to have ⌈length / stride⌉ results; one more behind where they are odd. */
function convolved(image: Image, kernel: number[][][][], bias: number[], stride: number): Image {
  const results = (length: number) => Math.ceil(length / stride);
  const before = (length: number) =>
    Math.floor(Math.max(0, (results(length) - 1) * stride + 3 - length) / 2);
  const [top, left] = [before(image.length), before(image[0].length)];
  return Array.from({ length: results(image.length) }, (_, y) =>
    Array.from({ length: results(image[0].length) }, (_unused, x) => {
      const sums = [...bias];
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const pixel = image[y * stride + i - top]?.[x * stride + j - left];
          pixel?.forEach((value, c) =>
            kernel[i][j][c].forEach((weight, f) => (sums[f] += value * weight)),
          );
        }
      }
      return sums;
    }),
  );
}

/** @param weight - `[inputs, units]` */
const multiplied = (inputs: number[], weight: number[][], bias: number[]): number[] =>
  bias.map((b, j) => inputs.reduce((sum, value, i) => sum + value * weight[i][j], b));

/** The images of a case. */
export const imagesFor = ({ imageShape, seed }: NetworkCase, count = 3): Image[] =>
  imagesOf(imageShape, count, seed);

/** The logits of a case's images in evaluation mode. */
export const logitsOf = (given: NetworkCase, rules: Partial<ForwardRules> = {}): number[][] =>
  passedThrough(weightsFor(given), imagesFor(given), rules).logits;

const suspect = (says: string, rules: Partial<ForwardRules>): Suspect<NetworkCase> => ({
  says,
  as: (given) => logitsOf(given, rules),
});

function softmax(logits: number[]): number[] {
  const shifted = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const sum = shifted.reduce((a, b) => a + b, 0);
  return shifted.map((value) => value / sum);
}

export const networkMistakes: readonly Suspect<NetworkCase>[] = [
  suspect('In yours the first convolution of each pair has the stride 2: it is the second.', { strides: [2, 1] }), // prettier-ignore
  suspect('Yours has a ReLU after every convolution: there is one for two of them.', { between: relu }), // prettier-ignore
  suspect('In yours the ReLU comes before the batch normalisation: it comes after.', {
    before: relu,
    after: same,
  }),
  suspect('Yours lacks the ReLU after the batch normalisation.', { after: same }),
  suspect('Yours lacks the ReLU after the hidden fully connected layer.', { hidden: same }),
  suspect('Yours ends with a softmax: wanted are logits.', { output: softmax }),
  suspect('Yours ends with a ReLU: logits may be negative.', { output: (logits) => logits.map(relu) }), // prettier-ignore
  suspect('Yours has another ε in the batch normalisation: wanted is 0.001.', { epsilon: 1e-5 }),
  suspect('Yours normalises by the batch in evaluation mode too: there it is by the running statistics.', { statistics: 'batch' }), // prettier-ignore
];
