import { backend_util } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type Draw, draws, type Kind } from './operands.ts';

type Pair = [number, number];
type Shape4D = [number, number, number, number];

export type Padding = 'valid' | 'same' | number | [Pair, Pair, Pair, Pair];

/** A convolution that TensorFlow.js allows, and that has a result. */
export interface ConvolutionCase {
  input: Shape4D;
  kernel: Shape4D;
  strides: Pair;
  dilations: Pair;
  pad: Padding;
  draw: Draw;
}

const upTo = (max: number) => fc.integer({ min: 1, max });
const pairs = (max: number): fc.Arbitrary<Pair> => fc.tuple(upTo(max), upTo(max));

/** Up to 6: more than the largest kernel, so whole rows of the result may lie in the padding. */
const margins: fc.Arbitrary<Pair> = fc.tuple(fc.nat(6), fc.nat(6));

export const paddings: fc.Arbitrary<Padding> = fc.oneof(
  fc.constantFrom<Padding>('valid', 'same'),
  fc.nat(6),
  fc.tuple(margins, margins).map(([rows, columns]): Padding => [[0, 0], rows, columns, [0, 0]]),
);

/** A stride or a dilation: TensorFlow.js refuses both at once. */
const steps = fc.oneof(
  pairs(3).map((strides) => ({ strides, dilations: [1, 1] as Pair })),
  pairs(3).map((dilations) => ({ strides: [1, 1] as Pair, dilations })),
);

/** Eight images are a block; sixteen columns are the widest one, four the narrowest. */
export function convolutions(...kinds: Kind[]): fc.Arbitrary<ConvolutionCase> {
  return fc
    .record({
      batch: fc.oneof({ weight: 4, arbitrary: upTo(9) }, fc.constantFrom(16, 17)),
      size: pairs(9),
      depth: upTo(9),
      outputs: fc.oneof({ weight: 4, arbitrary: upTo(20) }, fc.constantFrom(32, 44)),
      window: pairs(5),
      steps,
      pad: paddings,
      draw: draws(...kinds),
    })
    .map(({ batch, size, depth, outputs, window, steps, pad, draw }) => ({
      input: [batch, ...size, depth] as Shape4D,
      kernel: [...window, depth, outputs] as Shape4D,
      ...steps,
      pad,
      draw,
    }))
    .filter((given) => {
      const [, height, width] = outputOf(given);
      return height > 0 && width > 0 && productsOf(given) <= 60_000;
    });
}

/** `[batch, height, width, channels]` of the result. */
export function outputOf({ input, kernel, strides, dilations, pad }: ConvolutionCase): Shape4D {
  return backend_util.computeConv2DInfo(input, kernel, strides, dilations, pad).outShape;
}

/** How many products a convolution takes at most: a bound that keeps the plain backend quick. */
function productsOf(given: ConvolutionCase): number {
  const [batch, height, width, outputs] = outputOf(given);
  return batch * height * width * outputs * termsOf(given).forward;
}

/** How many products one number of a result sums. */
export function termsOf(given: ConvolutionCase) {
  const [rows, columns, depth, outputs] = given.kernel;
  const [batch, height, width] = outputOf(given);
  return {
    forward: rows * columns * depth,
    input: rows * columns * outputs,
    kernel: batch * height * width,
  };
}
