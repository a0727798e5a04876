import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { expectAgreement, holds } from './agreement.ts';
import { type Padding, paddings } from './convolution-cases.ts';
import { type Draw, draws, type Kind, operands } from './operands.ts';

type Pair = [number, number];
type Shape4D = [number, number, number, number];

interface Pooling {
  input: Shape4D;
  window: Pair;
  strides: Pair;
  pad: Padding;
  draw: Draw;
}

const pairs = (max: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));

/** Windows of one to four, so that they overlap, meet, or leave numbers out. */
function poolings(padding: fc.Arbitrary<Padding>, ...kinds: Kind[]): fc.Arbitrary<Pooling> {
  return fc
    .record({
      batch: fc.integer({ min: 1, max: 3 }),
      size: pairs(9),
      depth: fc.integer({ min: 1, max: 9 }),
      window: pairs(4),
      strides: pairs(4),
      pad: padding,
      draw: draws(...kinds),
    })
    .map(({ batch, size, depth, ...rest }) => ({
      input: [batch, ...size, depth] as Shape4D,
      ...rest,
    }))
    .filter((given) => outputOf(given).every((n) => n > 0));
}

function outputOf({ input, window, strides, pad }: Pooling): Shape4D {
  return tf.backend_util.computePool2DInfo(input, window, strides, 1, pad).outShape;
}

/** The kernel itself: it needs no result of a forward pass. */
function maxPoolGradient(given: Pooling, x: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const { window: filterSize, strides, pad } = given;
  return tf.engine().runKernel(
    'MaxPoolGrad',
    { dy, input: x, output: dy },
    {
      filterSize,
      strides,
      pad,
    },
  );
}

export function provePooling(): void {
  describe('pooling', () => {
    test('the gradient of the maximum, whatever the windows, NaN and Infinity in x and dy', () =>
      holds(poolings(paddings, 'quarters', 'wild'), 150, async (given) => {
        const drawn = operands(given.draw, given.input, outputOf(given));
        await expectAgreement(drawn, (x, dy) => maxPoolGradient(given, x, dy));
      }));

    test('of equally large numbers the first gets it all', () =>
      holds(poolings(paddings, 'quarters'), 100, async (given) => {
        const [x, dy] = operands(given.draw, given.input, outputOf(given));
        const ties = { ...x, values: x.values.map((value) => Math.sign(value)) };
        await expectAgreement([ties, dy], (x, dy) => maxPoolGradient(given, x, dy));
      }));

    test('where nothing is larger than -Infinity, nothing is handed on', () =>
      holds(poolings(paddings, 'wild'), 60, async (given) => {
        const [x, dy] = operands(given.draw, given.input, outputOf(given));
        const low = { ...x, values: x.values.map((value) => (value > 0 ? -Infinity : NaN)) };
        await expectAgreement([low, dy], (x, dy) => maxPoolGradient(given, x, dy));
      }));

    test('maximum and average with their gradients, as layers call them', () =>
      holds(poolings(fc.constantFrom('valid', 'same'), 'quarters'), 60, async (given) => {
        const { window, strides, pad } = given;
        const how = [window, strides, pad] as const;
        const drawn = operands(given.draw, given.input, outputOf(given));
        // Of a mean: a division for each dy, and a sum over the windows that share a number.
        const terms = [0, 0, window[0] * window[1] + 1, window[0] * window[1] + 1];
        await expectAgreement(
          drawn,
          (x, dy) => {
            const largest = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, ...how);
            const mean = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, ...how);
            return [largest(x), tf.grad(largest)(x, dy), mean(x), tf.grad(mean)(x, dy)];
          },
          terms,
        );
      }));
  });
}
