import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { compute, expectAgreement, expectResults, holds, ROUNDING } from './agreement.ts';
import { draws, operands, sizeOf } from './operands.ts';

const lengths = fc.integer({ min: 1, max: 9 });

/** Up to four axes, of which one is now and then empty. */
const shapes = fc.array(fc.oneof({ weight: 9, arbitrary: lengths }, fc.constant(0)), {
  maxLength: 4,
});

const filled = fc.array(lengths, { maxLength: 4 });

/** A tensor of this shape is added to one of that: a bias, and much that only looks like one. */
function addends(shape: number[]): fc.Arbitrary<number[]> {
  const last = shape.slice(-1);
  const ones = shape.slice(0, -1).map(() => 1);
  return fc.oneof(
    fc.constantFrom<number[][]>(
      last,
      [1, ...last],
      [1, 1, 1, ...last],
      [...ones, ...last],
      [],
      [1],
      shape,
    ),
    fc.constantFrom([...shape.slice(0, -1), 1], [...ones, 1], shape.slice(1)),
    fc
      .subarray([...shape.keys()])
      .map((kept) => shape.map((n, axis) => (kept.includes(axis) ? n : 1))),
  );
}

const sums = shapes.chain((shape) =>
  fc.record({ shape: fc.constant(shape), addend: addends(shape), draw: draws('quarters', 'wild') }),
);

/** Some of the axes, in any order, counted from either end; or none named at all. */
const reductions = (shapes: fc.Arbitrary<number[]>) =>
  shapes.chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      axis: fc.oneof(
        fc.constant(undefined),
        fc
          .shuffledSubarray([...shape.keys()])
          .chain((axes) =>
            fc.tuple(...axes.map((axis) => fc.constantFrom(axis, axis - shape.length))),
          ),
        ...(shape.length > 0 ? [fc.integer({ min: -shape.length, max: shape.length - 1 })] : []),
      ),
      keepDims: fc.boolean(),
      draw: draws('quarters', 'wild', 'floats'),
    }),
  );

const activations = fc.record({ shape: filled, draw: draws('quarters', 'wild') });

export function proveElementwise(): void {
  describe('element by element', () => {
    test('the sum of two tensors that broadcast, and its gradients', () =>
      holds(sums, 150, async ({ shape, addend, draw }) => {
        await expectAgreement(operands(draw, shape, addend), (a, b) => {
          const both = [tf.add(a, b), tf.add(b, a)];
          if (a.size * b.size === 0) return both; // TensorFlow.js has no gradient of nothing
          const dy = tf.mul(both[0], 0.5);
          return [...both, ...tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.add(a, b))([a, b], dy)];
        });
      }));

    test('the sum of tensors of integers, or of one of them', () =>
      holds(sums, 40, async ({ shape, addend, draw: { seed } }) => {
        const floats = operands({ kind: 'quarters', seed }, shape, addend);
        const [a, b] = floats.map((operand) => ({
          ...operand,
          values: operand.values.map(Math.round),
          dtype: 'int32' as const,
        }));
        const sum = (a: tf.Tensor, b: tf.Tensor) => [tf.add(a, b), tf.add(b, a)];
        await expectAgreement([a, b], sum);
        await expectAgreement([a, floats[1]], sum);
        await expectAgreement([floats[0], b], sum);
      }));

    test('a tensor added to itself', () =>
      holds(sums, 30, async ({ shape, draw }) => {
        await expectAgreement(operands(draw, shape), (a) => [
          tf.add(a, a),
          tf.grad((a: tf.Tensor) => tf.add(a, a))(a),
        ]);
      }));

    test('the sum over any axes, and its gradient', () =>
      holds(reductions(filled), 200, async ({ shape, axis, keepDims, draw }) => {
        await expectAgreement(
          operands(draw, shape),
          (x) => {
            const sum = (x: tf.Tensor) => tf.sum(x, axis, keepDims);
            return [sum(x), tf.grad(sum)(x)];
          },
          draw.kind === 'floats' ? [sizeOf(shape), 0] : undefined,
        );
      }));

    test('the sum over many rows', () =>
      holds(
        fc.record({
          rows: fc.constantFrom(1, 63, 64, 65, 127, 128, 129, 500),
          columns: fc.integer({ min: 1, max: 21 }),
          draw: draws('quarters', 'wild', 'floats'),
        }),
        40,
        async ({ rows, columns, draw }) => {
          const terms = draw.kind === 'floats' ? [rows] : undefined;
          await expectAgreement(operands(draw, [rows, columns]), (x) => tf.sum(x, 0), terms);
        },
      ));

    test('the sum of nothing is 0', () =>
      holds(reductions(shapes), 60, async ({ shape, axis, keepDims, draw }) => {
        const empty = operands(draw, [...shape.slice(0, -1), 0]);
        await expectAgreement(empty, (x) => tf.sum(x, axis, keepDims));
      }));

    test('the sum of integers is one of integers', () =>
      holds(reductions(filled), 60, async ({ shape, axis, keepDims, draw: { seed } }) => {
        const [x] = operands({ kind: 'quarters', seed }, shape);
        const whole = { ...x, values: x.values.map(Math.round), dtype: 'int32' as const };
        await expectAgreement([whole], (x) => tf.sum(x, axis, keepDims));
      }));

    test('the gradient of ReLU', () =>
      holds(activations, 100, async ({ shape, draw }) => {
        await expectAgreement(operands(draw, shape, shape), (x, dy) => [
          tf.relu(x),
          tf.grad(tf.relu)(x, dy),
        ]);
      }));

    test('the gradient of the sigmoid', () =>
      holds(activations, 100, async ({ shape, draw }) => {
        const given = operands(draw, shape, shape);
        const gradient = (x: tf.Tensor, dy: tf.Tensor) => tf.grad(tf.sigmoid)(x, dy);
        const wanted = await compute('cpu', given, gradient);
        // dy·y·(1 − y), where y is up to 1, and a few roundings from the exact one on either backend.
        expectResults(await compute('wasm', given, gradient), wanted, (_, k) =>
          Number.isFinite(given[1].values[k]) ? 16 * ROUNDING * Math.abs(given[1].values[k]) : 0,
        );
      }));

    test('ReLU keeps a NaN that arithmetic made', () =>
      expectAgreement(operands({ kind: 'quarters', seed: 1 }, [9]), (x) => {
        const infinite = tf.mul(tf.abs(tf.add(x, 4)), Infinity);
        const never = tf.sub(infinite, infinite);
        return [tf.relu(never), tf.grad(tf.relu)(never)];
      }));

    test('the gradient of ReLU of integers', () =>
      expectAgreement(
        [{ shape: [4], values: Float32Array.of(2 ** 31 - 128, 1, 0, -1), dtype: 'int32' }],
        (x) => tf.grad((x: tf.Tensor) => tf.relu(x).toFloat())(x),
      ));
  });
}
