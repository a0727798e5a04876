import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAgreement, expectSameRefusal, holds, refusal } from './agreement.ts';
import { type Draw, draws, type Kind, operands, sizeOf } from './operands.ts';

/** Around a vector, a block of columns, a cache line, and what is taken at once of the depth. */
const sizes = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
  fc.constantFrom(15, 16, 17, 31, 32, 33, 47),
  fc.constantFrom(255, 256, 257, 513),
);

interface Product {
  rows: number;
  depth: number;
  columns: number;
  transposeA: boolean;
  transposeB: boolean;
  draw: Draw;
}

/** Of any three sizes, or of one: where all are the same, a transpose that is missed has no shape. */
const allSizes = fc.oneof(
  { weight: 3, arbitrary: fc.record({ rows: sizes, depth: sizes, columns: sizes }) },
  sizes.map((size) => ({ rows: size, depth: size, columns: size })),
);

function products(most: number, ...kinds: Kind[]): fc.Arbitrary<Product> {
  return fc
    .record({
      size: allSizes,
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      draw: draws(...kinds),
    })
    .map(({ size, ...rest }) => ({ ...size, ...rest }))
    .filter(({ rows, depth, columns }) => rows * depth * columns <= most);
}

/** The leading axes of both factors: none, the same, or only one factor's. */
const leads: fc.Arbitrary<[a: number[], b: number[]]> = fc
  .array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })
  .chain((lead) =>
    fc.constantFrom<[number[], number[]][]>(
      [lead, lead],
      [lead, []],
      [[], lead],
      [lead, [1]],
      [[1, 1], lead],
      [lead, lead.map(() => 1)],
    ),
  );

const activations = fc.constantFrom('linear' as const, 'relu' as const);

/** The shapes of both factors, with the last two axes exchanged where they are transposed. */
function shapesOf({ rows, depth, columns, transposeA, transposeB }: Product) {
  return {
    a: transposeA ? [depth, rows] : [rows, depth],
    b: transposeB ? [columns, depth] : [depth, columns],
    y: [rows, columns],
  };
}

export function proveMatrixProduct(): void {
  describe('matrix product', () => {
    test('any transposes, any ranks, with batches that are broadcast', () =>
      holds(
        fc.tuple(products(70_000, 'quarters', 'wild', 'floats'), leads),
        150,
        async ([given, [leadA, leadB]]) => {
          const { a, b } = shapesOf(given);
          const drawn = operands(given.draw, [...leadA, ...a], [...leadB, ...b]);
          await expectAgreement(
            drawn,
            (a, b) => tf.matMul(a, b, given.transposeA, given.transposeB),
            given.draw.kind === 'floats' ? [given.depth] : undefined,
          );
        },
      ));

    test('the gradients of both factors', () =>
      holds(
        fc.tuple(products(30_000, 'quarters', 'wild', 'floats'), leads),
        100,
        async ([given, [lead]]) => {
          const { a, b, y } = shapesOf(given);
          const { rows, columns, transposeA, transposeB, draw } = given;
          const product = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, transposeA, transposeB);
          await expectAgreement(
            operands(draw, ...[a, b, y].map((shape) => [...lead, ...shape])),
            (a, b, dy) => tf.grads(product)([a, b], dy),
            draw.kind === 'floats' ? [columns, rows] : undefined,
          );
        },
      ));

    test('a factor without a batch of its own has no gradient, as TensorFlow.js says', () =>
      holds(products(1000, 'quarters'), 10, async (given) => {
        const { a, b, y } = shapesOf(given);
        const drawn = operands(given.draw, [2, ...a], b, [2, ...y]);
        const product = (a: tf.Tensor, b: tf.Tensor) =>
          tf.matMul(a, b, given.transposeA, given.transposeB);
        await expectSameRefusal(drawn, (a, b, dy) => tf.grads(product)([a, b], dy));
      }));

    test('with bias and ReLU at once: forward and all gradients', () =>
      holds(
        fc.tuple(products(20_000, 'quarters', 'wild'), leads, activations, fc.boolean()),
        100,
        async ([given, [lead], activation, hasBias]) => {
          const { transposeA, transposeB, columns } = given;
          const layer = (a: tf.Tensor, b: tf.Tensor, bias?: tf.Tensor) =>
            tf.fused.matMul({ a, b, transposeA, transposeB, activation, ...(bias && { bias }) });
          const { a, b, y } = shapesOf(given);
          const shapes = [y, a, b].map((shape) => [...lead, ...shape]);
          const bias = hasBias ? [[columns]] : [];
          await expectAgreement(operands(given.draw, ...shapes, ...bias), (dy, a, b, ...bias) => [
            layer(a, b, ...bias),
            ...tf.grads(layer)([a, b, ...bias], dy),
          ]);
        },
      ));

    test('a bias of another shape is broadcast, or refused', () =>
      holds(
        fc.tuple(products(2000, 'quarters'), fc.nat(4), activations),
        60,
        async ([given, which, activation]) => {
          const { a, b } = shapesOf({ ...given, transposeA: false, transposeB: false });
          const { rows, columns } = given;
          const bias = [[], [1], [1, columns], [rows, 1], [rows, columns]][which];
          const drawn = operands(given.draw, a, b, bias);
          const layer = (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
            tf.fused.matMul({ a, b, bias, activation });
          const refused = await refusal('wasm', drawn, layer);
          if (refused === undefined) await expectAgreement(drawn, layer);
          else expect(refused.message).toMatch(/only supports rank-1 bias/);
        },
      ));

    test('of vectors, by tf.dot', () =>
      holds(products(20_000, 'quarters', 'wild'), 40, async ({ rows, depth, columns, draw }) => {
        await expectAgreement(
          operands(draw, [depth], [depth], [rows, depth], [depth, columns]),
          (u, v, a, b) => [tf.dot(u, v), tf.dot(a, v), tf.dot(u, b), tf.dot(a, b)],
        );
      }));

    test('of nothing', () =>
      holds(
        fc.tuple(products(1000, 'quarters'), fc.nat(3), fc.constantFrom([], [0], [2], [2, 0])),
        40,
        async ([given, empty, lead]) => {
          const nothing = { ...given, ...[{ rows: 0 }, { depth: 0 }, { columns: 0 }, {}][empty] };
          const { a, b } = shapesOf(nothing);
          if (sizeOf([...lead, ...a, ...b]) > 0) return;
          await expectAgreement(operands(given.draw, [...lead, ...a], [...lead, ...b]), (a, b) =>
            tf.matMul(a, b, given.transposeA, given.transposeB),
          );
        },
      ));
  });
}
