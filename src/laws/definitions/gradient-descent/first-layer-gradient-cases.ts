import fc from 'fast-check';
import { matrix, vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';
import type { LayerSpec, Weights } from '../../tensors/model-spec.ts';
import {
  flatWeights,
  gradientsOf,
  logitsOf,
  magnitudeOf,
  type GradientCase,
} from './first-layer-gradient.ts';
import { isKernel } from '../architectures/initial-weights.ts';
import { softmaxOf, sum } from '../softmax/softmax.ts';

type ImageShape = GradientCase['imageShape'];

/** A network without its numbers. */
interface Plan {
  imageShape: ImageShape;
  layers: LayerSpec[];
  shapes: number[][];
  classes: number;
}

const flatten: LayerSpec = { kind: 'flatten' };

/** Layers that begin with a convolution, or with a fully connected layer; one to three have weights. */
const plans: fc.Arbitrary<Plan> = fc
  .record({
    kind: fc.constantFrom('one layer', 'two layers', 'three layers', 'convolution'),
    channels: fc.integer({ min: 1, max: 2 }),
    bias: fc.boolean(),
    classes: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ kind, channels, bias, classes }): Plan => {
    const last: LayerSpec = { kind: 'dense', units: classes };
    if (kind === 'convolution') {
      const convolution: LayerSpec = { kind: 'convolution', kernel: [2, 3], filters: 2 };
      return {
        imageShape: [3, 5, channels],
        layers: [convolution, flatten, last],
        shapes: [[2, 3, channels, 2], [2], [12, classes], [classes]], // 2×3 places × 2 filters
        classes,
      };
    }
    const hidden = { 'one layer': [], 'two layers': [3], 'three layers': [5, 3] }[kind];
    const dense = [...hidden, classes].map((units, i): LayerSpec => ({
      kind: 'dense',
      units,
      relu: i < hidden.length,
      bias: i > 0 || bias,
    }));
    const widths = [2 * channels, ...hidden, classes];
    const shapes = dense.flatMap((_, i) => [
      [widths[i], widths[i + 1]],
      ...(i > 0 || bias ? [[widths[i + 1]]] : []),
    ]);
    return { imageShape: [1, 2, channels], layers: [flatten, ...dense], shapes, classes };
  });

const filled = (
  [size, ...rest]: readonly number[],
  one: fc.Arbitrary<number>,
): fc.Arbitrary<Weights> =>
  vector(size, (rest.length === 0 ? one : filled(rest, one)) as fc.Arbitrary<never>);

/** Logits of these networks are smaller. */
const LARGEST_LOGIT = 16;

/** −1, −0.75 … 1: short to read, and small enough that no logit comes near to overflowing. */
const weight = fc.integer({ min: -4, max: 4 }).map((n) => n / 4);

/**
 * Small networks with a few images. All numbers are multiples of 1/4, so that a sum that goes into a ReLU
 * is exact: one that is 0 is 0 for everyone.
 *
 * @param pixel - 0 … 1
 */
export const gradientCases = (pixel: fc.Arbitrary<number>): fc.Arbitrary<GradientCase> =>
  fc
    .tuple(plans, fc.integer({ min: 1, max: 5 }))
    .chain(([plan, batch]) => {
      const { imageShape, layers, shapes, classes } = plan;
      const [height, width, channels] = imageShape;
      return fc.record({
        imageShape: fc.constant(imageShape),
        layers: fc.constant(layers),
        weights: fc.tuple(...shapes.map((shape) => filled(shape, weight))),
        images: vector(batch, vector(height, matrix(width, channels, pixel))),
        labels: vector(batch, fc.integer({ min: 0, max: classes - 1 })),
      });
    })
    .filter((given) =>
      logitsOf(given)
        .flat()
        .every((logit) => Math.abs(logit) < LARGEST_LOGIT),
    );

/** 0, 0.25, 0.5, 0.75 and 1 */
export const quarterPixels = fc.integer({ min: 0, max: 4 }).map((n) => n / 4);

export function shownGradient({ layers, weights, images, labels }: GradientCase) {
  const names = layers.map((layer) => {
    if (layer.kind === 'dense') return `FC-${layer.units}${layer.relu ? ', ReLU' : ''}`;
    if (layer.kind === 'convolution') return `Conv-${layer.kernel.join('×')}×${layer.filters}`;
    return layer.kind;
  });
  return { layers: names.join(', '), 'first weights': weights[0], images, labels };
}

/** By the definition: the magnitude of the gradient of the first layer's weights. */
export const magnitudeByDefinition = (given: GradientCase): number =>
  magnitudeOf(gradientsOf(given)[0]);

const first = (given: GradientCase): number[] => gradientsOf(given)[0];

/** What is given in place of the magnitude, in common mistakes. */
export const magnitudeMistakes: readonly Suspect<GradientCase>[] = [
  {
    says: 'Yours is the gradient of all weights of the network: wanted are those of the first layer that has any.',
    as: (given) => magnitudeOf(gradientsOf(given).flat()),
  },
  {
    says: 'Yours is the gradient of the weights of all layers: wanted are those of the first that has any.',
    as: (given) =>
      magnitudeOf(
        gradientsOf(given)
          .filter((_, i) => isKernel(given.weights[i]))
          .flat(),
      ),
  },
  {
    says: 'Yours takes the bias of the first layer in: only its weights are wanted.',
    as: (given) => {
      const hasBias = !given.layers.some((layer) => layer.kind === 'dense' && layer.bias === false);
      return magnitudeOf(
        gradientsOf(given)
          .slice(0, hasBias ? 2 : 1)
          .flat(),
      );
    },
  },
  {
    says: 'Yours is about the weights of the last layer: wanted are those of the first that has any.',
    as: (given) => magnitudeOf(gradientsOf(given)[given.weights.findLastIndex(isKernel)]),
  },
  {
    says: 'Yours is the square of the magnitude: is the square root missing?',
    as: (given) => magnitudeOf(first(given)) ** 2,
  },
  {
    says: 'Yours is the gradient of the sum of the losses: the loss of a batch is their mean.',
    as: (given) => given.labels.length * magnitudeOf(first(given)),
  },
  {
    says: 'Yours adds up absolute values: the magnitude is the root of the sum of the squares.',
    as: (given) => sum(first(given).map(Math.abs)),
  },
  {
    says: 'Yours is the largest element of the gradient: all elements count, each by its square.',
    as: (given) => Math.max(...first(given).map(Math.abs)),
  },
  {
    says: 'Yours is divided by the square root of the number of weights: squares are added up, not averaged.',
    as: (given) => magnitudeOf(first(given)) / Math.sqrt(first(given).length),
  },
  {
    says: 'Yours is divided by the number of weights: squares are added up, not averaged.',
    as: (given) => magnitudeOf(first(given)) / first(given).length,
  },
  {
    says: 'Yours is the mean of the absolute values: the magnitude is the root of the sum of the squares.',
    as: (given) => sum(first(given).map(Math.abs)) / first(given).length,
  },
  {
    says: 'Yours is the magnitude of the weights themselves: wanted is that of the gradient of the loss.',
    as: (given) => magnitudeOf(flatWeights(given)[0]),
  },
  {
    says: 'Yours averages the magnitudes of single samples: wanted is the magnitude of the gradient of their mean loss.',
    as: (given) => {
      const alone = given.labels.map((label, n) =>
        magnitudeByDefinition({ ...given, images: [given.images[n]], labels: [label] }),
      );
      return sum(alone) / alone.length;
    },
  },
  {
    says: 'Yours takes a softmax twice: `tf.losses.softmaxCrossEntropy` wants the logits as they are.',
    as: (given) => magnitudeOf(gradientsOf(given, throughSecondSoftmax)[0]),
  },
];

function throughSecondSoftmax(probabilities: readonly number[], label: number): number[] {
  const [second] = softmaxOf([[...probabilities]]);
  const sent = second.map((q, k) => q - (k === label ? 1 : 0));
  const average = sum(sent.map((g, k) => g * probabilities[k]));
  return sent.map((g, k) => probabilities[k] * (g - average));
}
