import fc from 'fast-check';
import { matrix, vector } from '../../arbitraries.ts';
import { type LayeredCase, sumsOf } from './layered.ts';
import { oneHot } from './matrices.ts';

/** Multiples of 1/4 from −1 to 1: sums of their products are exact through three layers with ReLU. */
const small = fc.integer({ min: -4, max: 4 }).map((n) => n / 4);

/** Sizes of 0, 1 and 2 hidden layers. */
const sizes = fc.constantFrom([3, 2], [2, 4], [2, 4, 3], [3, 5, 2], [3, 2, 4, 5], [2, 5, 4, 3]);

/** Networks, and samples of a number that no layer has. */
export const layeredCases: fc.Arbitrary<LayeredCase> = sizes.chain((widths) =>
  fc
    .record({
      batch: fc.constantFrom(1, 6),
      activation: fc.constantFrom('relu' as const, 'sigmoid' as const),
      last: fc.constantFrom('sigmoid' as const, 'none' as const),
      loss: fc.constantFrom('EuclideanLoss' as const, 'SoftmaxCrossEntropy' as const),
      layers: fc.tuple(
        ...widths.slice(1).map((outputs, i) =>
          fc.record({
            weight: matrix(widths[i], outputs, small),
            bias: vector(outputs, small),
          }),
        ),
      ),
    })
    .chain(({ batch, ...network }) =>
      fc
        .record({
          x: matrix(batch, widths[0], small),
          labels: vector(batch, fc.nat(widths.at(-1)! - 1)),
        })
        .map(({ x, labels }) => ({ ...network, x, targets: oneHot(labels, widths.at(-1)!) })),
    ),
);

/** As a sum before a ReLU is a multiple of 1/256, one that is not 0 is not nudged across it. */
export const awayFromKinks = layeredCases.filter(
  (given) => given.activation === 'sigmoid' || !sumsOf(given, given.x).includes(0),
);

export const widthsOf = ({ layers }: LayeredCase): number[] => [
  layers[0].weight.length,
  ...layers.map(({ bias }) => bias.length),
];

/** A case for a student to read. */
export const shownLayered = (given: LayeredCase) => ({
  sizes: widthsOf(given),
  activation: given.activation,
  last: given.last,
  ...Object.fromEntries(
    given.layers.flatMap(({ weight, bias }, i) => [
      [`W${i + 1}`, weight],
      [`b${i + 1}`, bias],
    ]),
  ),
  x: given.x,
});
